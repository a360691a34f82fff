package pk.rabta.json;

/** Bytes that are not JSON as the hub takes it. Its text holds a place, never a value. */
public final class Unreadable extends Exception {

    /** What is wrong. */
    public enum Why {
        EMPTY("it is empty"),
        ENCODING("it is not UTF-8"),
        SYNTAX("a syntax error, or the same member twice"),
        SIZE("it is nested too deep, has too many parts, or a number or name is too long"),
        NUMBER("a number has more than " + StrictReader.MAX_DIGITS + " digits before or after its point");

        private final String text;

        Why(String text) {
            this.text = text;
        }
    }

    private static final int UNKNOWN = 0;

    private final Why why;
    private final int line;
    private final int column;

    Unreadable(Why why) {
        this(why, UNKNOWN, UNKNOWN);
    }

    Unreadable(Why why, int line, int column) {
        super(line == UNKNOWN ? why.text : why.text + ", line " + line + ", column " + column);
        this.why = why;
        this.line = line;
        this.column = column;
    }

    public Why why() {
        return why;
    }

    /** Such as {@code 3:14} for line and column; {@code ?} where the fault has no place. */
    public String place() {
        return line == UNKNOWN ? "?" : line + ":" + column;
    }
}
