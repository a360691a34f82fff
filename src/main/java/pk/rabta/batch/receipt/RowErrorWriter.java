package pk.rabta.batch.receipt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pk.rabta.batch.file.Csv;
import pk.rabta.batch.inbound.Header;
import pk.rabta.batch.inbound.RowProblem;
import pk.rabta.batch.layout.Cells;

/**
 * Writes the rows that were refused, as they came, with the reason in English and Urdu. The file can be corrected in
 * Excel and sent back: the hub then ignores the columns that it added.
 */
public final class RowErrorWriter {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+\\s*");

    private final OutputStream out;
    private final ProblemTexts texts;
    private List<String> names = List.of();

    public RowErrorWriter(OutputStream out, ProblemTexts texts) {
        this.out = out;
        this.texts = texts;
    }

    /** @param columns the names of the row's columns: they are written first, and again where they change */
    public void row(List<String> columns, List<String> cells, int line, List<RowProblem> problems) throws IOException {
        if (!columns.equals(names)) {
            List<String> header = new ArrayList<>(columns);
            header.removeAll(Header.ERROR_COLUMNS);
            header.addAll(Header.ERROR_COLUMNS);
            write((names.isEmpty() ? "\uFEFF" : "") + Csv.write(header));
            names = columns;
        }
        List<String> all = cells(columns, cells);
        all.add(Integer.toString(line));
        all.add(problems.stream().map(p -> p.column() == null ? "" : p.column()).distinct()
                .collect(Collectors.joining(" ")));
        all.add(texts(problems, "en"));
        all.add(texts(problems, "ur"));
        write(Csv.write(all));
    }

    /**
     * What came under the columns, without the hub's own. A row with more cells than columns is written as it came: whoever
     * puts those together that are one has the rest in its place again.
     */
    private static List<String> cells(List<String> columns, List<String> cells) {
        int filled = cells.size();
        while (filled > 0 && Cells.clean(cells.get(filled - 1)).isEmpty()) {
            filled--;
        }
        if (filled > columns.size()) {
            return new ArrayList<>(cells.subList(0, filled - ours(columns, cells.subList(0, filled))));
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!Header.ERROR_COLUMNS.contains(columns.get(i))) {
                all.add(i < filled ? cells.get(i) : "");
            }
        }
        return all;
    }

    /** How many cells at the end of one with too many the hub wrote itself: it came back once more with them. */
    private static int ours(List<String> columns, List<String> cells) {
        int ours = Header.ERROR_COLUMNS.size();
        boolean named = columns.size() > ours
                && columns.subList(columns.size() - ours, columns.size()).equals(Header.ERROR_COLUMNS);
        return named && LINE.matcher(cells.get(cells.size() - ours)).matches() ? ours : 0;
    }

    private String texts(List<RowProblem> problems, String language) {
        return problems.stream().map(p -> (p.column() == null ? "" : p.column() + ": ") + texts.text(p.code(),
                language))
                .distinct().collect(Collectors.joining(" | "));
    }

    private void write(String record) throws IOException {
        out.write(record.getBytes(StandardCharsets.UTF_8));
    }
}
