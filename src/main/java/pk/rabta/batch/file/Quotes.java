package pk.rabta.batch.file;

/**
 * Follows the quoted cells of one record through its lines, as {@link Csv} reads them: a quote counts only where it begins
 * or ends a cell. Elsewhere it is a sign like any other, of inches perhaps.
 */
final class Quotes {

    /** How a line ends. */
    enum End {
        /** With a cell: the record may end there. */
        CLOSED,
        /** Inside a quoted cell. */
        OPEN,
        /** A quoted cell ends where no cell can, and had taken in what may be other cells or rows. */
        BROKEN
    }

    private final int separator;
    private boolean inside;
    /** Whether the quoted cell has taken in a separator or the end of a line. */
    private boolean wide;
    private int cells = 1;

    Quotes(char separator) {
        this.separator = separator;
    }

    /** Goes on with the record's next line. */
    End next(byte[] line) {
        wide = inside;
        for (int at = 0;; at++) {
            if (!inside) {
                at = afterBlanks(line, at);
                inside = at < line.length && line[at] == '"';
                wide = false;
                at += inside ? 1 : 0;
            }
            if (inside) {
                at = afterQuoted(line, at);
                if (inside) {
                    return End.OPEN;
                }
                at = afterBlanks(line, at);
                if (wide && at < line.length && line[at] != separator) {
                    return End.BROKEN;
                }
            }
            while (at < line.length && line[at] != separator) {
                at++;
            }
            if (at == line.length) {
                return End.CLOSED;
            }
            cells++;
        }
    }

    private int afterQuoted(byte[] line, int from) {
        for (int at = from; at < line.length; at++) {
            wide |= line[at] == separator;
            if (line[at] == '"') {
                if (at + 1 == line.length || line[at + 1] != '"') {
                    inside = false;
                    return at + 1;
                }
                at++;
            }
        }
        return line.length;
    }

    private int afterBlanks(byte[] line, int from) {
        int at = from;
        while (at < line.length && line[at] >= 0 && line[at] <= ' ' && line[at] != separator) {
            at++;
        }
        return at;
    }

    /** How many cells the lines so far have, if the last one is closed. */
    int cells() {
        return cells;
    }

    /** How many cells the line has for who knows no quotes. */
    int cellsWithoutQuotes(byte[] line) {
        int found = 1;
        for (byte each : line) {
            found += each == separator ? 1 : 0;
        }
        return found;
    }
}
