package pk.rabta.batch.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pk.rabta.batch.file.Lines.Line;

/**
 * Cuts a file into records, one at a time. A quoted cell may hold line ends; one whose quote never closes costs only
 * its own line, not the rest of the file: each line is in a record that is read whole, or is a record that is open.
 */
public final class RecordReader implements AutoCloseable {

    private static final int MAX_LINES = 20;

    private final Lines lines;
    /** Of the first record; 0 before. */
    private char separator;
    private int width = Integer.MAX_VALUE;
    private Beginning beginning = (line, full) -> false;

    /** Knows how rows begin. */
    public interface Beginning {

        /**
         * @param full whether the line has as many cells as a row, quotes apart
         * @return whether it begins as a row does
         */
        boolean isRow(byte[] line, boolean full);
    }

    /** @throws FileProblem.Refused if the file is something else than text in UTF-8 or Windows-1256 */
    public RecordReader(InputStream file) throws IOException {
        lines = new Lines(file);
    }

    /** What divides the cells of this file, once its first record is read. */
    public char separator() {
        return separator;
    }

    /** Says how many cells a row has, and how it begins. */
    public void expect(int cells, Beginning row) {
        width = cells;
        beginning = row;
    }

    /** The next record that is not empty, or null at the end. */
    public @Nullable RawRecord next() throws IOException {
        Line first = lines.next();
        while (first != null && first.bytes().length == 0) {
            first = lines.next();
        }
        if (first != null && separator == 0) {
            separator = Csv.separator(opening(first));
        }
        if (first == null || !first.quoted()) {
            return first == null ? null : new RawRecord(first.number(), first.bytes(), false);
        }
        Quotes quotes = new Quotes(separator);
        return switch (quotes.next(first.bytes())) {
            case CLOSED -> new RawRecord(first.number(), first.bytes(), false);
            case OPEN -> longer(first, quotes);
            case BROKEN -> new RawRecord(first.number(), first.bytes(), true);
        };
    }

    private RawRecord longer(Line first, Quotes quotes) throws IOException {
        List<Line> parts = new ArrayList<>(List.of(first));
        int size = first.bytes().length;
        Quotes.End found = Quotes.End.OPEN;
        while (found == Quotes.End.OPEN && parts.size() < MAX_LINES && size < Lines.MAX_BYTES) {
            Line more = lines.next();
            if (more == null) {
                break;
            }
            parts.add(more);
            size += more.bytes().length + 1;
            found = quotes.next(more.bytes());
        }
        if (found == Quotes.End.CLOSED && !areRows(parts, quotes)) {
            return new RawRecord(first.number(), join(parts), false);
        }
        lines.giveBack(parts);
        return new RawRecord(first.number(), first.bytes(), true);
    }

    /**
     * Whether the lines are rather rows of their own, with one quote astray in the first and one in the last: then a
     * person's row would end with what another's says. Of a row that a quoted cell divides, each line has only some cells;
     * but a row may be short, if it is filled no further. So a line that begins as a row does is one.
     */
    private boolean areRows(List<Line> parts, Quotes quotes) {
        int whole = Math.max(2, Math.min(quotes.cells(), width));
        boolean first = quotes.cellsWithoutQuotes(parts.getFirst().bytes()) >= whole;
        return parts.stream().skip(1).map(Line::bytes).anyMatch(line -> {
            boolean full = quotes.cellsWithoutQuotes(line) >= whole;
            return first && full || beginning.isRow(line, full);
        });
    }

    /** The first line, with those after it while a quote is open: names of columns may have line ends too. */
    private String opening(Line first) throws IOException {
        List<Line> parts = new ArrayList<>(List.of(first));
        String text = text(first);
        while (text.chars().filter(sign -> sign == '"').count() % 2 > 0 && parts.size() < MAX_LINES) {
            Line more = lines.next();
            if (more == null) {
                break;
            }
            parts.add(more);
            text += '\n' + text(more);
        }
        lines.giveBack(parts);
        return text;
    }

    private static String text(Line line) {
        return new String(line.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(List<Line> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Line part : parts) {
            if (all.size() > 0) {
                all.write('\n');
            }
            all.writeBytes(part.bytes());
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
