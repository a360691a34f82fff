package pk.rabta.sandbox.zakat;

/** What a committee reads of one row of a list. */
public record ListRow(String district, String ref, String cnic, String lzc, String category, int dependants) {}
