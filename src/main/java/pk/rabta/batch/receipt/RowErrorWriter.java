package pk.rabta.batch.receipt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pk.rabta.batch.file.Csv;
import pk.rabta.batch.inbound.Header;
import pk.rabta.batch.inbound.RowProblem;

/**
 * Writes the rows that were refused, as they came, with the reason in English and Urdu. The file can be corrected in
 * Excel and sent back: the hub then ignores the columns that it added.
 */
public final class RowErrorWriter {

    private final OutputStream out;
    private final ProblemTexts texts;
    private final int width;

    public RowErrorWriter(OutputStream out, List<String> columns, ProblemTexts texts) throws IOException {
        this.out = out;
        this.texts = texts;
        List<String> names = new ArrayList<>(columns);
        names.removeAll(Header.ERROR_COLUMNS);
        this.width = names.size();
        names.addAll(Header.ERROR_COLUMNS);
        write("\uFEFF" + Csv.write(names));
    }

    public void row(List<String> cells, int line, List<RowProblem> problems) throws IOException {
        List<String> all = new ArrayList<>(cells.subList(0, Math.min(width, cells.size())));
        while (all.size() < width) {
            all.add("");
        }
        all.add(Integer.toString(line));
        all.add(problems.stream().map(p -> p.column() == null ? "" : p.column()).distinct()
                .collect(Collectors.joining(" ")));
        all.add(texts(problems, "en"));
        all.add(texts(problems, "ur"));
        write(Csv.write(all));
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
