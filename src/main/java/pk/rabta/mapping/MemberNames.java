package pk.rabta.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of members that a document's sender wrote. What does not look like a name may be what somebody wrote into the wrong
 * place, such as a person's number or name, and is told to nobody: an asterisk stands for it.
 */
public final class MemberNames {

    private static final String UNTOLD = "*";
    private static final Pattern NAME = Pattern.compile("(?!.*[0-9]{5})[A-Za-z_@$][A-Za-z0-9_@$.:-]{0,63}");
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,4}");
    private static final Pattern STEP = Pattern.compile("[^/]+");
    private static final Pattern UNKNOWN_MEMBER = Pattern.compile("property '(.*)'(?= is not defined)", Pattern.DOTALL);
    /** Besides names a schema's own words are quoted: patterns, codes. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*(?:[0-9]{5}|[^ -~])[^']*'");

    private MemberNames() {}

    /** A pointer such as {@code /fir/number}, whose steps are names, or numbers in a list. */
    public static String pointer(String pointer) {
        return STEP.matcher(pointer).replaceAll(step -> told(step.group()) ? Matcher.quoteReplacement(step.group()) : UNTOLD);
    }

    /** What is wrong with a place, with what it quotes of the document. */
    public static String text(String what) {
        String named = UNKNOWN_MEMBER.matcher(what).replaceAll(member -> NAME.matcher(member.group(1)).matches()
                ? Matcher.quoteReplacement(member.group()) : "property '" + UNTOLD + "'");
        return QUOTED.matcher(named).replaceAll("'" + UNTOLD + "'");
    }

    private static boolean told(String step) {
        return NAME.matcher(step).matches() || PLACE.matcher(step).matches();
    }
}
