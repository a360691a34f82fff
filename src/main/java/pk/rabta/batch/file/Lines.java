package pk.rabta.batch.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a file into lines, whatever ends them. */
final class Lines implements AutoCloseable {

    static final int MAX_BYTES = 65_536;
    private static final int START = 64;

    /**
     * One line.
     *
     * @param number from 1
     * @param bytes  without its end, and without a byte order mark: where sheets were put together, there is one for each
     * @param quoted whether there is a quotation mark in it
     */
    record Line(int number, byte[] bytes, boolean quoted) {}

    private final InputStream in;
    private byte[] buffer;
    private int at;
    private int end;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private int lines;
    /** Whether the last line ended with a carriage return, to which a line feed may belong. */
    private boolean afterReturn;

    /** @throws FileProblem.Refused if the file is something else than text in UTF-8 or Windows-1256 */
    Lines(InputStream file) throws IOException {
        in = file;
        byte[] start = in.readNBytes(START);
        FileProblem problem = Signatures.problem(start);
        if (problem != null) {
            throw new FileProblem.Refused(problem);
        }
        buffer = start;
        end = start.length;
    }

    /** All but the first are read again. */
    void giveBack(List<Line> parts) {
        for (int i = parts.size() - 1; i > 0; i--) {
            ahead.addFirst(parts.get(i));
        }
    }

    /** The next line, or null at the end. */
    @Nullable Line next() throws IOException {
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
        boolean quoted = false;
        boolean ended = false;
        while (!ended && available()) {
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                quoted |= buffer[at] == '"';
                at++;
            }
            line = withBufferFrom(from, line);
            ended = at < end;
        }
        if (ended) {
            afterReturn = buffer[at++] == '\r';
        }
        return new Line(lines, withoutMarks(line), quoted);
    }

    /** Programs that put sheets together may write a mark before the one that is there. */
    private static byte[] withoutMarks(byte[] line) {
        byte[] rest = line;
        for (int mark = Signatures.byteOrderMark(rest); mark > 0; mark = Signatures.byteOrderMark(rest)) {
            rest = Arrays.copyOfRange(rest, mark, rest.length);
        }
        return rest;
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
