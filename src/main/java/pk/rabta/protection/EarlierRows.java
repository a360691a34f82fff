package pk.rabta.protection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which rows a version before the ring of keys sealed: told by each row itself, whenever it was written (ADR 26). */
@Component
class EarlierRows {

    /** A key of 32 bytes as it was sealed then; now it has the prefix of its master key besides. */
    private static final String LENGTH = ") = 60";
    static final SealedColumn PERSONS = new SealedColumn("person", "sealed_key", "victim_id", "text", "victim_id",
            "octet_length(sealed_key" + LENGTH);
    static final SealedColumn WEBHOOKS = new SealedColumn("subscription", "secret", "id", "text", "'subscription:' || id",
            "octet_length(secret" + LENGTH);
    static final SealedColumn MESSAGES = new SealedColumn("inbound_message", "content", "id", "uuid", "cast(id as text)",
            "content is not null and sealed_key is null");
    /** The first piece of each file. */
    static final SealedColumn FILES = new SealedColumn("batch_chunk", "content", "file_id", "uuid",
            "'batch/' || file_id || '/0'", "number = 0 and exists (select 1 from batch_file f where f.id = file_id "
            + "and f.sealed_key is null)");
    /** Nothing of these tells their version: they are tried. Who wrote one had to open a person's key for it. */
    static final SealedColumn WAITING = new SealedColumn("batch_pending", "content", "delivery_id", "uuid",
            "'batch-row/' || delivery_id", "true");
    static final SealedColumn LISTED = new SealedColumn("batch_row", "content",
            "(file_id || '/' || to_char(number, 'FM0000000000'))", "text",
            "'batch-row/' || delivery_id", "content is not null and exists (select 1 from batch_file f where f.id = file_id "
            + "and f.direction = 'OUT')");
    private static final List<SealedColumn> TOLD = List.of(PERSONS, WEBHOOKS, MESSAGES, FILES);
    /** Whose the value is: a person, or a referral. */
    private static final Map<String, String> WHOSE = Map.of("inbound_message", "sealed_for", "batch_pending",
            "referral_id", "batch_row", "referral_id");
    private static final int BATCH = 200;
    /** Bodies of messages have up to some megabytes. */
    private static final int LARGE = 1;

    private final JdbcClient jdbc;

    EarlierRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Value(String id, String context, byte[] sealed, @Nullable String whose) {}

    /** How many values no hub opens before they are taken over; without rows of lists. */
    long count() {
        return TOLD.stream().mapToLong(column -> jdbc.sql("select count(*) from " + column.table() + " where "
                + column.where()).query(Long.class).single()).sum();
    }

    /** The first of a column, if it has any; not one that a person's key seals. */
    List<Value> first(SealedColumn column) {
        return some(column, column.equals(MESSAGES) ? " and sealed_for is null" : "", start(column), 1);
    }

    /** Each of a column, a few at a time. @return how many there were */
    int each(SealedColumn column, Consumer<Value> change) {
        int most = column.equals(MESSAGES) || column.equals(FILES) ? LARGE : BATCH;
        int count = 0;
        String after = start(column);
        List<Value> some;
        do {
            some = some(column, "", after, most);
            some.forEach(change);
            count += some.size();
            after = some.isEmpty() ? after : some.getLast().id();
        } while (some.size() == most);
        return count;
    }

    private static String start(SealedColumn column) {
        return column.type().equals("uuid") ? new UUID(0, 0).toString() : "";
    }

    private List<Value> some(SealedColumn column, String besides, String after, int most) {
        return jdbc.sql("select cast(" + column.key() + " as text) as id, " + column.owner() + " as context, "
                        + column.column() + " as sealed, " + WHOSE.getOrDefault(column.table(), "null") + " as whose from "
                        + column.table() + " where " + column.where() + besides + " and " + column.key() + " > cast(:after as "
                        + column.type() + ") order by " + column.key() + " limit " + most)
                .param("after", after).query(EarlierRows::value).list();
    }

    private static Value value(ResultSet row, int number) throws SQLException {
        return new Value(row.getString("id"), row.getString("context"), row.getBytes("sealed"), row.getString("whose"));
    }
}
