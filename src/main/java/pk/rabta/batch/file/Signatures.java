package pk.rabta.batch.file;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file tell about it. */
final class Signatures {

    private static final byte[] UTF_8 = HexFormat.of().parseHex("efbbbf");

    private Signatures() {}

    /** Null if it may be a text file. */
    static @Nullable FileProblem problem(byte[] start) {
        if (start.length == 0) {
            return FileProblem.of("file.empty");
        }
        if (starts(start, "504b0304") || starts(start, "d0cf11e0")) {
            return FileProblem.of("file.workbook");
        }
        return starts(start, "fffe") || starts(start, "feff") ? FileProblem.of("file.utf-16") : null;
    }

    /** How many bytes to skip. */
    static int byteOrderMark(byte[] start) {
        return starts(start, "efbbbf") ? UTF_8.length : 0;
    }

    private static boolean starts(byte[] start, String hex) {
        byte[] wanted = HexFormat.of().parseHex(hex);
        return start.length >= wanted.length && Arrays.equals(start, 0, wanted.length, wanted, 0, wanted.length);
    }
}
