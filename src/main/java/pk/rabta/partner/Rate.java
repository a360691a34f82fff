package pk.rabta.partner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many messages a partner takes in a while: {@code 5/s}, {@code 100/m}, {@code 1000/h}. */
public record Rate(double perSecond) {

    private static final Pattern FORM = Pattern.compile("(\\d+)/([smh])");

    /** Reads {@code 5/s}. */
    public static Rate parse(String text) {
        Matcher match = FORM.matcher(text.strip());
        if (!match.matches() || Integer.parseInt(match.group(1)) == 0) {
            throw new IllegalArgumentException("'" + text + "' is not a rate: write 5/s, 100/m or 1000/h");
        }
        int seconds = switch (match.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
        return new Rate(Double.parseDouble(match.group(1)) / seconds);
    }
}
