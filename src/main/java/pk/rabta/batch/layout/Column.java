package pk.rabta.batch.layout;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A column of a file.
 *
 * @param name     as in the file's row of names
 * @param type     how its cells are read
 * @param required whether an empty cell refuses the row
 */
public record Column(String name, CellType type, boolean required) {

    /** Reads {@code ref:referral!, certificate_no, amount_pkr:amount!}; the type is text unless one is named. */
    static List<Column> list(String columns) {
        return Arrays.stream(columns.split(",")).map(Column::parse).toList();
    }

    private static Column parse(String text) {
        boolean required = text.strip().endsWith("!");
        String[] parts = text.strip().replace("!", "").split(":", 2);
        try {
            CellType type = parts.length == 1 ? CellType.TEXT : CellType.valueOf(parts[1].toUpperCase(Locale.ROOT));
            return new Column(normal(parts[0]), type, required);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + parts[1] + "' is no type of column: write one of "
                    + Arrays.toString(CellType.values()).toLowerCase(Locale.ROOT), e);
        }
    }

    /** A name as people type it: any case, spaces for underscores. */
    public static String normal(String name) {
        return Cells.clean(name).toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
