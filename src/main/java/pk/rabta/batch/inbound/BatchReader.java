package pk.rabta.batch.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pk.rabta.batch.file.Csv;
import pk.rabta.batch.file.Encoding;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.batch.file.Frame;
import pk.rabta.batch.file.RawRecord;
import pk.rabta.batch.file.RecordReader;
import pk.rabta.batch.layout.Cells;
import pk.rabta.batch.layout.Column;
import pk.rabta.batch.layout.InboundKind;

/**
 * Reads a partner's file row by row; memory does not grow with rows. Reading to the end checks the totals.
 * A file is either framed (H, perhaps C with names, D for each row, T) or a table (a row of names, then rows).
 */
public final class BatchReader implements AutoCloseable {

    private final InboundKind kind;
    private final Set<String> names;
    private final RecordReader records;
    private final RowBuilder builder;
    private final Map<String, Integer> notes = new TreeMap<>();
    private Header header;
    private @Nullable Frame frame;
    private @Nullable Csv csv;
    private boolean closed;
    private int rows;

    public BatchReader(InboundKind kind, boolean correction, InputStream file) throws IOException {
        this.kind = kind;
        this.names = kind.columns().stream().map(Column::name).collect(Collectors.toSet());
        this.records = new RecordReader(file);
        this.builder = new RowBuilder(kind);
        this.header = Header.usual(kind);
        start(correction);
    }

    private void start(boolean correction) throws IOException {
        RawRecord first = records.next();
        if (first == null) {
            throw new FileProblem.Refused(FileProblem.of("file.empty"));
        }
        List<String> cells = cells(first, Encoding.decode(first.bytes()));
        if (first(cells).equals(Frame.HEAD)) {
            frame = new Frame(cells);
            expect();
        } else if (!Header.looksLike(names, cells)) {
            throw new FileProblem.Refused(FileProblem.of("file.header-missing", first.line()));
        } else if (kind.totals() != InboundKind.Totals.NONE && !correction) {
            throw new FileProblem.Refused(FileProblem.of("file.totals-missing", first.line()));
        } else {
            named(cells, first.line());
        }
    }

    /**
     * The next row, or null after the last one.
     *
     * @throws FileProblem.Refused if the file as a whole cannot be trusted
     */
    public @Nullable Row next() throws IOException {
        for (RawRecord record = records.next(); record != null; record = records.next()) {
            Encoding.Decoded decoded = Encoding.decode(record.bytes());
            List<String> cells = cells(record, decoded);
            if (cells.stream().allMatch(String::isBlank)) {
                continue;
            }
            if (closed) {
                throw new FileProblem.Refused(FileProblem.of("file.rows-after-end", record.line()));
            }
            Row row = frame == null ? data(record, decoded.encoding(), cells)
                    : framed(frame, record, decoded.encoding(), cells);
            if (row != null) {
                return row;
            }
        }
        if (frame != null && !closed) {
            throw new FileProblem.Refused(FileProblem.of("file.trailer-missing"));
        }
        return null;
    }

    private @Nullable Row framed(Frame open, RawRecord record, Encoding encoding, List<String> cells)
            throws FileProblem.Refused {
        return switch (first(cells)) {
            case Frame.DATA -> {
                open.count(record);
                yield data(record, encoding, cells.subList(1, cells.size()));
            }
            case Frame.TRAILER -> {
                FileProblem problem = open.close(cells, record.line(), kind.totals());
                if (problem != null) {
                    throw new FileProblem.Refused(problem);
                }
                closed = true;
                yield null;
            }
            case Frame.NAMES -> rows == 0 ? named(cells.subList(1, cells.size()), record.line())
                    : repeated(cells.subList(1, cells.size()), record.line());
            case Frame.HEAD -> repeated();
            default -> {
                if (!open.goesOnIn(record)) {
                    throw new FileProblem.Refused(FileProblem.of("file.record-unknown", record.line()));
                }
                yield null;
            }
        };
    }

    private @Nullable Row data(RawRecord record, Encoding encoding, List<String> cells) throws FileProblem.Refused {
        if (Header.looksLike(names, cells)) {
            return repeated(cells, record.line());
        }
        rows++;
        if (record.open()) {
            return Row.refused(rows, record.line(), cells, "row.quote-open");
        }
        if (encoding == Encoding.DAMAGED) {
            return Row.refused(rows, record.line(), cells, "row.encoding-damaged");
        }
        if (encoding == Encoding.WINDOWS_1256) {
            notes.merge("note.windows-1256", 1, Integer::sum);
        }
        return builder.build(rows, record.line(), cells, header);
    }

    private @Nullable Row named(List<String> cells, int line) throws FileProblem.Refused {
        header = Header.of(kind, cells, line);
        expect();
        header.ignored(kind).forEach(name -> notes.merge("note.column-ignored", 1, Integer::sum));
        return null;
    }

    private void expect() {
        records.expect(header.names().size() + (frame == null ? 0 : 1), this::begins);
    }

    private boolean begins(byte[] line, boolean full) {
        try {
            List<String> cells = cells(Encoding.decode(line).text(), 0);
            return frame == null ? builder.begins(cells, header, full) : first(cells).equals(Frame.DATA)
                    && builder.begins(cells.subList(1, cells.size()), header, full);
        } catch (FileProblem.Refused e) {
            // Far too many cells: by itself it is no row.
            return false;
        }
    }

    /** Sheets that were put together need not have one order of columns: what follows is read by the names above it. */
    private @Nullable Row repeated(List<String> cells, int line) throws FileProblem.Refused {
        repeated();
        return header.isRepeatedBy(cells) ? null : named(cells, line);
    }

    private @Nullable Row repeated() {
        notes.merge("note.header-repeated", 1, Integer::sum);
        return null;
    }

    private List<String> cells(RawRecord record, Encoding.Decoded decoded) throws FileProblem.Refused {
        return cells(decoded.text(), record.line());
    }

    private List<String> cells(String text, int line) throws FileProblem.Refused {
        if (csv == null) {
            csv = Csv.of(records.separator());
        }
        return csv.read(text, line);
    }

    private static String first(List<String> cells) {
        return cells.isEmpty() ? "" : Cells.clean(cells.getFirst());
    }

    /** What was put right without a word from the sender, by code of mappings/codes/batch-problem.yaml, with counts. */
    Map<String, Integer> notes() {
        return notes;
    }

    /** The names of the file's columns. */
    public List<String> columns() {
        return header.names();
    }

    int rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
