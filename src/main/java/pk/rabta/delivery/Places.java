package pk.rabta.delivery;

import java.util.List;
import pk.rabta.mapping.MemberNames;
import pk.rabta.mapping.Violation;

/** Where a mapping refused a document, fit to be kept, logged and shown: names of fields, never a value. */
final class Places {

    private static final int MOST = 20;
    private static final int LONGEST = 200;

    private Places() {}

    /** At most twenty, each such as {@code /fir/number: must have a minimum value of 1}. */
    static List<String> of(List<Violation> violations) {
        return violations.stream().map(Places::text).distinct().limit(MOST).toList();
    }

    private static String text(Violation violation) {
        String where = violation.where().isEmpty() ? "/" : MemberNames.pointer(violation.where());
        String text = where + ": " + MemberNames.text(violation.what());
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
