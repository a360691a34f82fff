package pk.rabta.referral.lifecycle;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the person got, or why nothing.
 *
 * @param text          required where the code is OTHER
 * @param enrolmentId   the partner's beneficiary number
 * @param effectiveDate from when it holds
 */
public record Outcome(OutcomeCode code, @Nullable String text, @Nullable String enrolmentId,
                      @Nullable LocalDate effectiveDate, @Nullable Benefit benefit) {

    /** An outcome that is its code alone. */
    public static Outcome of(OutcomeCode code) {
        return new Outcome(code, null, null, null, null);
    }

    /** Whether it says something: OTHER alone does not. */
    boolean told() {
        return code != OutcomeCode.OTHER || text != null && !text.isBlank();
    }
}
