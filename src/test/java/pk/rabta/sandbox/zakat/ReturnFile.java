package pk.rabta.sandbox.zakat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A return with its totals, written as the department's own program writes it: not with the hub's code. */
public final class ReturnFile {

    private final String kind;
    private final String district;
    private final String date;
    private final List<String> rows = new ArrayList<>();

    public ReturnFile(String kind, String district, String date) {
        this.kind = kind;
        this.district = district;
        this.date = date;
    }

    public ReturnFile row(String... cells) {
        return raw("\"D\"," + quoted(cells));
    }

    /** A record exactly as given, such as a defective one. */
    public ReturnFile raw(String record) {
        rows.add(record);
        return this;
    }

    public byte[] bytes() {
        return bytes(rows.size(), checksum());
    }

    public byte[] bytesWithCount(int told) {
        return bytes(told, checksum());
    }

    public byte[] bytesWithChecksum(String told) {
        return bytes(rows.size(), told);
    }

    private byte[] bytes(int count, String checksum) {
        String head = quoted("H", "ZKT-PB", "RABTA", kind, district, date, Integer.toString(count));
        String body = rows.stream().map(row -> row + "\r\n").collect(Collectors.joining());
        return (head + "\r\n" + body + quoted("T", Integer.toString(count), checksum) + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            rows.stream().filter(row -> row.startsWith("\"D\"")).forEach(row -> digest.update((row + "\n")
                    .getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String... cells) {
        return Arrays.stream(cells).map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }
}
