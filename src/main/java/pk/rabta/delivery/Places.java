package pk.rabta.delivery;

import java.util.List;
import java.util.regex.Pattern;
import pk.rabta.mapping.Violation;

/** Where a mapping refused a document, fit to be kept, logged and shown: names of fields, never a value. */
final class Places {

    private static final int MOST = 20;
    private static final int LONGEST = 200;
    /** Steps of a path are names of fields, or numbers in a list. What looks like a number of a person is none. */
    private static final Pattern NO_NAME = Pattern.compile("[^/]*(?:[0-9]{5}|[^ -~])[^/]*");

    /** The same of a name that a message quotes. */
    private static final Pattern NO_QUOTED_NAME = Pattern.compile("'[^']*(?:[0-9]{5}|[^ -~])[^']*'");

    private Places() {}

    /** At most twenty, each such as {@code /fir/number: must have a minimum value of 1}. */
    static List<String> of(List<Violation> violations) {
        return violations.stream().map(Places::text).distinct().limit(MOST).toList();
    }

    private static String text(Violation violation) {
        String where = violation.where().isEmpty() ? "/" : NO_NAME.matcher(violation.where()).replaceAll("*");
        String text = where + ": " + NO_QUOTED_NAME.matcher(violation.what()).replaceAll("'*'");
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
