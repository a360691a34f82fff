package pk.rabta.batch.file;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pk.rabta.batch.layout.Cells;
import pk.rabta.batch.layout.InboundKind;

/** The first and last record of a file with totals, and what was counted between them. */
public final class Frame {

    /** H, sender, receiver, kind or district, district or date ..., and the number of rows in the last filled cell. */
    public static final String HEAD = "H";
    public static final String NAMES = "C";
    public static final String DATA = "D";
    public static final String TRAILER = "T";

    private final MessageDigest digest = Digests.sha256();
    private final String announced;
    private int counted;
    /** The last record or part of one, if a quoted cell of it never ends; else null. */
    private @Nullable RawRecord broken;

    public Frame(List<String> head) {
        // A spreadsheet fills every row up to the longest one with empty cells.
        this.announced = number(head.stream().filter(cell -> !Cells.clean(cell).isEmpty()).reduce("", (a, b) -> b));
    }

    public void count(RawRecord data) {
        counted++;
        data.addTo(digest);
        broken = data.open() ? data : null;
    }

    /**
     * Takes what begins as no record does for more lines of the record before it, if a quoted cell of that never ends. They
     * count for the checksum, with the empty lines before them.
     *
     * @return false if the record before it is whole
     */
    public boolean goesOnIn(RawRecord rest) {
        if (broken == null) {
            return false;
        }
        for (int line = broken.line() + broken.lines(); line < rest.line(); line++) {
            digest.update((byte) '\n');
        }
        rest.addTo(digest);
        broken = rest;
        return true;
    }

    /** Null if the trailer fits what was announced and counted. */
    public @Nullable FileProblem close(List<String> trailer, int line, InboundKind.Totals totals) {
        String told = number(trailer.size() > 1 ? trailer.get(1) : "");
        String rows = Integer.toString(counted);
        if (!told.equals(rows) || !announced.equals(rows)) {
            return FileProblem.of("file.totals-count", line, "first record " + announced, "last record " + told,
                    "rows " + rows);
        }
        String sum = trailer.size() > 2 ? Cells.clean(trailer.get(2)).toLowerCase(Locale.ROOT) : "";
        boolean fits = sum.equals(HexFormat.of().formatHex(digest.digest()));
        return fits || totals != InboundKind.Totals.CHECKSUM ? null : FileProblem.of("file.totals-checksum", line);
    }

    private static String number(String cell) {
        String digits = Cells.ascii(Cells.clean(cell));
        return digits.matches("\\d{1,9}") ? Integer.toString(Integer.parseInt(digits)) : "none";
    }
}
