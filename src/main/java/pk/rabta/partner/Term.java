package pk.rabta.partner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people set it: {@code 15m}, {@code 4h}, {@code 14d}, or {@code 2wd} (working days). */
public record Term(int amount, Unit unit) {

    /** What a term counts. */
    public enum Unit { MINUTES, HOURS, DAYS, WORKING_DAYS }

    private static final Pattern FORM = Pattern.compile("(\\d+)(m|h|d|wd)");

    /** Reads {@code 2wd}. */
    public static Term parse(String text) {
        Matcher match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a term: write 15m, 4h, 14d or 2wd (working days)");
        }
        Unit unit = switch (match.group(2)) {
            case "m" -> Unit.MINUTES;
            case "h" -> Unit.HOURS;
            case "d" -> Unit.DAYS;
            default -> Unit.WORKING_DAYS;
        };
        return new Term(Integer.parseInt(match.group(1)), unit);
    }
}
