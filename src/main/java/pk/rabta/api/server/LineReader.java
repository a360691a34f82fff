package pk.rabta.api.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Lines.Line;

/** Cuts bytes into lines. Blank ones are passed over, and so is the rest of one that is too long, without keeping it. */
final class LineReader {

    private static final int BLOCK = 16 * 1024;
    /** The byte order mark of UTF-8. */
    static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int longest;
    private final BooleanSupplier over;
    private final byte[] block = new byte[BLOCK];
    private int from;
    private int to;
    private int number;
    private boolean cut;

    /**
     * @param longest most bytes of a line
     * @param over    asked before each block: whether nobody wants more of them
     */
    LineReader(InputStream in, int longest, BooleanSupplier over) {
        this.in = in;
        this.longest = longest;
        this.over = over;
    }

    /** The next line that is not blank, without its end; null behind the last one, and once it is over. */
    @Nullable Line next() throws IOException {
        while (filled()) {
            number++;
            Line line = line();
            if (cut) {
                return null;
            }
            if (line.bytes() == null || !blank(line.bytes())) {
                return line;
            }
        }
        return null;
    }

    private Line line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && filled()) {
            int end = from;
            while (end < to && block[end] != '\n') {
                end++;
            }
            tooLong |= line.size() + end - from > longest;
            if (!tooLong) {
                line.write(block, from, end - from);
            }
            ended = end < to;
            from = ended ? end + 1 : end;
        }
        byte[] bytes = line.toByteArray();
        return new Line(number, tooLong ? null : number == 1 ? unmarked(bytes) : bytes);
    }

    private boolean filled() throws IOException {
        if (from == to) {
            from = 0;
            cut |= over.getAsBoolean();
            to = cut ? 0 : Math.max(0, in.read(block));
        }
        return from < to;
    }

    /** A byte order mark at the start of it all is none of the first line's. */
    private static byte[] unmarked(byte[] bytes) {
        boolean marked = bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
        return marked ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
    }

    private static boolean blank(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }
}
