package pk.rabta.batch.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into records, one at a time. A quoted cell may hold line ends; one whose quote never closes costs only
 * its own line, not the rest of the file.
 */
public final class RecordReader implements AutoCloseable {

    static final int MAX_BYTES = 65_536;
    private static final int MAX_LINES = 20;
    private static final int START = 64;
    private static final int NONE = -2;

    private record Line(int number, byte[] bytes, boolean oddQuotes) {}

    private final InputStream in;
    private byte[] buffer;
    private int at;
    private int end;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private int lines;
    private int peeked = NONE;

    /** @throws FileProblem.Refused if the file is something else than text in UTF-8 or Windows-1256 */
    public RecordReader(InputStream file) throws IOException {
        in = file;
        byte[] start = in.readNBytes(START);
        FileProblem problem = Signatures.problem(start);
        if (problem != null) {
            throw new FileProblem.Refused(problem);
        }
        buffer = start;
        end = start.length;
        at = Signatures.byteOrderMark(start);
    }

    /** The next record that is not empty, or null at the end. */
    public @Nullable RawRecord next() throws IOException {
        Line first = line();
        while (first != null && first.bytes().length == 0) {
            first = line();
        }
        if (first == null || !first.oddQuotes()) {
            return first == null ? null : new RawRecord(first.number(), first.bytes(), false);
        }
        List<Line> parts = new ArrayList<>(List.of(first));
        int size = first.bytes().length;
        while (parts.size() < MAX_LINES && size < MAX_BYTES) {
            Line more = line();
            if (more == null) {
                break;
            }
            parts.add(more);
            size += more.bytes().length + 1;
            if (more.oddQuotes()) {
                return new RawRecord(first.number(), join(parts), false);
            }
        }
        for (int i = parts.size() - 1; i > 0; i--) {
            ahead.addFirst(parts.get(i));
        }
        return new RawRecord(first.number(), first.bytes(), true);
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

    private @Nullable Line line() throws IOException {
        if (!ahead.isEmpty()) {
            return ahead.removeFirst();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean odd = false;
        int next = read();
        if (next < 0) {
            return null;
        }
        lines++;
        while (next >= 0 && next != '\n' && next != '\r') {
            if (next == 0) {
                throw new FileProblem.Refused(FileProblem.of("file.binary", lines));
            }
            if (bytes.size() == MAX_BYTES) {
                throw new FileProblem.Refused(FileProblem.of("file.line-too-long", lines));
            }
            odd ^= next == '"';
            bytes.write(next);
            next = read();
        }
        if (next == '\r') {
            peeked = read();
            peeked = peeked == '\n' ? NONE : peeked;
        }
        return new Line(lines, bytes.toByteArray(), odd);
    }

    private int read() throws IOException {
        if (peeked != NONE) {
            int value = peeked;
            peeked = NONE;
            return value;
        }
        return at < end || filled() ? buffer[at++] & 0xFF : -1;
    }

    /** A buffer of its own: one lock for each byte, as the library's have it, is much of what a large file takes. */
    private boolean filled() throws IOException {
        if (buffer.length < MAX_BYTES) {
            buffer = new byte[MAX_BYTES];
        }
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
