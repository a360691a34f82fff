package pk.rabta.batch.layout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a file that somebody else chose: checked before it is used for anything. */
public record FileName(String value) {

    /** No separators, no leading dot or dash, nothing but ASCII: no path, option or other name can be made of it. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,119}");
    private static final int MOST = 120;
    private static final int ENDING = 5;
    private static final Pattern CORRECTION = Pattern.compile("(?i)\\.(?:errors|corrected)(?:-\\d{1,3})?(?=\\.csv$)");
    /**
     * A workbook, group 1, is of its kind too, so that its sender hears what is wrong with it. Its answers keep the
     * ending: they must not pass for those to the list of the same name.
     */
    private static final Pattern ENDING_OF_KIND = Pattern.compile("(?i)\\.csv$|(\\.xlsx?)$");

    public FileName {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("A file's name has characters that are not allowed: use letters, "
                    + "digits, '_', '-' and '.' only");
        }
    }

    /**
     * The name under which the hub keeps and answers a file that came as {@code given}, such as {@code list (1).csv}:
     * whatever is not safe is an underscore. It may fit no kind then, but its sender is told.
     */
    public static FileName of(String given) {
        String plain = given.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("\\A(?=[_.-]|\\z)", "x");
        int length = plain.length();
        return new FileName(length <= MOST ? plain
                : plain.substring(0, MOST - ENDING) + plain.substring(length - ENDING));
    }

    static boolean safe(String value) {
        return SAFE.matcher(value).matches();
    }

    /** Whether this is a row-error file that somebody corrected and sent back. */
    public boolean correction() {
        return CORRECTION.matcher(value).find();
    }

    /** The name of the file that it corrects or is, without its ending. */
    String stem() {
        Matcher correction = CORRECTION.matcher(value);
        return ENDING_OF_KIND.matcher(correction.replaceFirst("")).replaceFirst("");
    }

    /** The name of an answer to this file; {@code arrival} counts the files that came under this name. */
    public String answer(String what, int arrival) {
        String base = ENDING_OF_KIND.matcher(value).replaceFirst("$1").replaceAll("(?i)\\.(errors|corrected)", "-$1");
        return base + '.' + what + (arrival > 1 ? "-" + arrival : "") + ".csv";
    }
}
