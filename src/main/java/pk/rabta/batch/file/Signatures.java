package pk.rabta.batch.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file tell about it. */
final class Signatures {

    private static final byte[] UTF_8 = HexFormat.of().parseHex("efbbbf");
    private static final String OLD_WORKBOOK = "d0cf11e0";
    private static final String ZIP = "504b0304";
    /** An empty or divided zip, gzip, bzip2, xz, 7z, rar, zstd. */
    private static final List<String> PACKED = List.of("504b0506", "504b0708", "1f8b", "425a68", "fd377a585a00", "377abcaf271c",
            "526172211a07", "28b52ffd");
    /** Where a zip names its first entry, and how those of workbooks begin, of Excel and of LibreOffice. */
    private static final int NAME = 30;
    private static final List<String> WORKBOOK = List.of("[Content_Types].xml", "_rels/", "docProps/", "xl/",
            "mimetypeapplication/vnd.oasis");

    private Signatures() {}

    /** Null if it may be a text file. */
    static @Nullable FileProblem problem(byte[] start) {
        if (start.length == 0) {
            return FileProblem.of("file.empty");
        }
        FileProblem packed = packed(start);
        if (packed != null) {
            return packed;
        }
        return starts(start, "fffe") || starts(start, "feff") ? FileProblem.of("file.utf-16") : null;
    }

    /** What it is if it is a workbook or packed: then nothing of it is kept, and nothing is ever unpacked. Else null. */
    static @Nullable FileProblem packed(byte[] start) {
        if (starts(start, OLD_WORKBOOK)) {
            return FileProblem.of("file.workbook");
        }
        if (starts(start, ZIP)) {
            String name = start.length < NAME ? WORKBOOK.getFirst()
                    : new String(start, NAME, start.length - NAME, StandardCharsets.ISO_8859_1);
            return FileProblem.of(WORKBOOK.stream().anyMatch(name::startsWith) ? "file.workbook" : "file.packed");
        }
        return PACKED.stream().anyMatch(one -> starts(start, one)) ? FileProblem.of("file.packed") : null;
    }

    /** How many bytes to skip. */
    static int byteOrderMark(byte[] start) {
        return starts(start, UTF_8) ? UTF_8.length : 0;
    }

    private static boolean starts(byte[] start, String hex) {
        return starts(start, HexFormat.of().parseHex(hex));
    }

    private static boolean starts(byte[] start, byte[] wanted) {
        return start.length >= wanted.length && Arrays.equals(start, 0, wanted.length, wanted, 0, wanted.length);
    }
}
