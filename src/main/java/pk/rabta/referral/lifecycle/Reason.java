package pk.rabta.referral.lifecycle;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why: one of the hub's reason codes.
 *
 * @param code        such as {@code eligibility.other-programme}; the list of reasons has its text in both languages
 * @param text        what was said besides
 * @param partnerCode the partner's own code, as it came
 */
public record Reason(String code, @Nullable String text, @Nullable String partnerCode) {

    private static final Pattern CODE = Pattern.compile("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*");

    public Reason {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("A reason's code has the form group.what-it-is, such as funds.exhausted:"
                + " see the list of reasons");
        }
    }

    /** A reason that is its code alone. */
    public static Reason of(String code) {
        return new Reason(code, null, null);
    }
}
