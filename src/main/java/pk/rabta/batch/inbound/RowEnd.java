package pk.rabta.batch.inbound;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a row. */
sealed interface RowEnd {

    /** It changed something. */
    record Applied(@Nullable String referralId) implements RowEnd {}

    /** It was known, or says what is so already, or is about nobody here in a list that may name others. */
    record Same(@Nullable String referralId) implements RowEnd {}

    /**
     * It goes back with its reasons.
     *
     * @param referralId the referral that it named, where it was one of the partner's and did not allow it
     */
    record Refused(List<RowProblem> problems, @Nullable String referralId) implements RowEnd {

        Refused(List<RowProblem> problems) {
            this(problems, null);
        }
    }
}
