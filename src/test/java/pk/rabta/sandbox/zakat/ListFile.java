package pk.rabta.sandbox.zakat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list as a committee reads it: every cell in quotes, totals checked by hand. */
record ListFile(String district, List<List<String>> rows) {

    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:,|$)");

    static ListFile read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<String> records = text.substring(text.startsWith("\uFEFF") ? 1 : 0).lines().toList();
        List<String> head = cells(records.getFirst());
        List<String> end = cells(records.getLast());
        List<String> data = records.subList(1, records.size() - 1);
        require(head.get(0).equals("H") && end.get(0).equals("T"), "no H and T records");
        require(head.getLast().equals(Integer.toString(data.size())) && end.get(1).equals(head.getLast()),
                "count is wrong");
        require(end.get(2).equals(sum(data)), "checksum is wrong");
        List<List<String>> rows = new ArrayList<>();
        data.forEach(record -> rows.add(cells(record)));
        require(rows.stream().allMatch(row -> row.getFirst().equals("D")), "a record is no D record");
        return new ListFile(head.get(3), rows);
    }

    ListRow row(List<String> cells) {
        return new ListRow(district, cells.get(1), cells.get(2), cells.get(8), cells.get(10),
                cells.get(11).isEmpty() ? 0 : Integer.parseInt(cells.get(11)));
    }

    private static List<String> cells(String record) {
        List<String> cells = new ArrayList<>();
        Matcher cell = CELL.matcher(record);
        while (cell.find()) {
            cells.add(cell.group(1).replace("\"\"", "\""));
        }
        return cells;
    }

    private static String sum(List<String> records) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            records.forEach(record -> digest.update((record + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("the list cannot be used: " + otherwise);
        }
    }
}
