package pk.rabta.referral.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the guards look at.
 *
 * @param dispatched       the partner may know of it: a message of it may have left, or it was read here
 * @param inFlight         a request is being sent at this moment, or nobody knows whether it arrived
 * @param preconditionOpen something that the programme asks for is still missing
 * @param workRecorded     the partner recorded work since it accepted (an appointment, a note)
 * @param acceptedAt       when the partner accepted last
 * @param expireAt         the expiry limit; none means that it does not expire
 * @param escalated        the last stage before expiry was announced
 * @param cancelBy         until when the partner may answer a cancellation request
 * @param successorExists  a newer referral took its place
 * @param overtaken        the partner's event at hand is older than one that was applied, see {@link #overtaken}
 */
public record LifecycleState(ReferralStatus status, boolean dispatched, boolean inFlight, boolean preconditionOpen,
                             boolean workRecorded, @Nullable Instant acceptedAt, @Nullable Instant expireAt,
                             boolean escalated, @Nullable Instant cancelBy, boolean successorExists,
                             boolean overtaken) {

    /** Whether an event of the partner is older than the newest applied one, by the partner's own numbers. */
    public static boolean overtaken(@Nullable Long event, @Nullable Long applied) {
        return event != null && applied != null && event < applied;
    }
}
