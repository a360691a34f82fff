package pk.rabta.batch.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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

    private record Line(int number, byte[] bytes, boolean oddQuotes) {}

    private final InputStream in;
    private byte[] buffer;
    private int at;
    private int end;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private int lines;
    /** Whether the last line ended with a carriage return, to which a line feed may belong. */
    private boolean afterReturn;

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
        if (afterReturn && available() && buffer[at] == '\n') {
            at++;
        }
        afterReturn = false;
        if (!available()) {
            return null;
        }
        lines++;
        byte[] line = {};
        boolean oddQuotes = false;
        boolean ended = false;
        while (!ended && available()) {
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                oddQuotes ^= buffer[at] == '"';
                at++;
            }
            line = withBufferFrom(from, line);
            ended = at < end;
        }
        if (ended) {
            afterReturn = buffer[at++] == '\r';
        }
        return new Line(lines, line, oddQuotes);
    }

    /** A line's bytes so far and those in the buffer from there on to where reading stands. */
    private byte[] withBufferFrom(int from, byte[] soFar) throws FileProblem.Refused {
        int room = MAX_BYTES - soFar.length;
        // What is no text at all is told as that, however long it is.
        for (int i = from; i < at && i <= from + room; i++) {
            if (buffer[i] == 0) {
                throw new FileProblem.Refused(FileProblem.of("file.binary", lines));
            }
        }
        if (at - from > room) {
            throw new FileProblem.Refused(FileProblem.of("file.line-too-long", lines));
        }
        byte[] all = Arrays.copyOf(soFar, soFar.length + at - from);
        System.arraycopy(buffer, from, all, soFar.length, at - from);
        return all;
    }

    private boolean available() throws IOException {
        return at < end || filled();
    }

    /** A buffer of its own: one lock for each byte, as the library's streams have it, is much of what a large file takes. */
    private boolean filled() throws IOException {
        if (buffer.length < MAX_BYTES) {
            buffer = new byte[MAX_BYTES];
        }
        at = 0;
        end = in.readNBytes(buffer, 0, buffer.length);
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
