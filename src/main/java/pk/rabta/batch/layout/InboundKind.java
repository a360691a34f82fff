package pk.rabta.batch.layout;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One kind of file that a partner sends, as its profile says.
 *
 * @param id      its name in the profile, and in the first record of a file with totals
 * @param name    what its file names look like, without {@code .csv}
 * @param mapping the mapping of one row, {@code <partner>/<row>-to-update}
 * @param columns its columns, in their usual order
 * @param totals  whether a file must prove that it is whole
 * @param dates   the patterns in which the partner writes days
 * @param key      the columns that say what a row is about; all other columns say what is new about it
 * @param snapshot whether a file says how everything stands, as a nightly list of a court does: then rows about nobody
 *                 here are passed over, and a row counts again when another one came between
 */
public record InboundKind(String id, Pattern name, String mapping, List<Column> columns, Totals totals,
        List<DateTimeFormatter> dates, List<String> key, boolean snapshot) {

    /** What a file must carry besides its rows. */
    public enum Totals {
        /** A first and a last record with the number of rows and their checksum. */
        CHECKSUM,
        /** A first and a last record with the number of rows. */
        COUNT,
        /** A row of names and then rows. */
        NONE
    }
}
