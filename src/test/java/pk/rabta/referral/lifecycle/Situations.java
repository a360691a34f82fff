package pk.rabta.referral.lifecycle;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** States of a referral for tests: by default sent, with no limit passed and no successor. */
final class Situations {

    static final Instant NOW = Instant.parse("2026-03-05T06:12:00Z");
    static final Reason REASON = Reason.of("eligibility.other-programme");
    static final Outcome ENROLLED = Outcome.of(OutcomeCode.ENROLLED);

    private Situations() {
    }

    static LifecycleState at(ReferralStatus status) {
        return new LifecycleState(status, true, false, false, false, null, null, false, null, false, false);
    }

    static LifecycleState unsent(ReferralStatus status, boolean preconditionOpen) {
        return new LifecycleState(status, false, false, preconditionOpen, false, null, null, false, null, false, false);
    }

    static LifecycleState accepted(Duration ago, boolean workRecorded) {
        return new LifecycleState(ReferralStatus.ACCEPTED, true, false, false, workRecorded, NOW.minus(ago), null, false, null,
            false, false);
    }

    static LifecycleState expiring(ReferralStatus status, @Nullable Instant expireAt, boolean escalated) {
        return new LifecycleState(status, true, false, false, false, null, expireAt, escalated, null, false, false);
    }

    /** Its limit has passed and all was told, but the request is on its way. */
    static LifecycleState inFlight() {
        return new LifecycleState(ReferralStatus.REQUESTED, true, true, false, false, null, NOW, true, null, false,
            false);
    }

    static LifecycleState cancelling(@Nullable Instant cancelBy) {
        return new LifecycleState(ReferralStatus.CANCELLATION_REQUESTED, true, false, false, false, null, null, false,
            cancelBy, false, false);
    }

    static LifecycleState replaced() {
        return new LifecycleState(ReferralStatus.EXPIRED, true, false, false, false, null, null, true, null, true, false);
    }

    static LifecycleState overtaken(ReferralStatus status) {
        return new LifecycleState(status, true, false, false, false, null, null, false, null, false,
            LifecycleState.overtaken(3L, 4L));
    }

    static Decision decide(LifecycleState state, LifecycleCommand command, Actor actor) {
        return Lifecycle.decide(state, command, actor, NOW, LifecycleSettings.DEFAULTS);
    }

    /** A command of the kind, with all that must be said. */
    static LifecycleCommand command(CommandKind kind) {
        return switch (kind) {
            case RELEASE -> new LifecycleCommand.Release();
            case ACKNOWLEDGE -> new LifecycleCommand.Acknowledge("D-1");
            case ACCEPT -> new LifecycleCommand.Accept(true);
            case UNACCEPT -> new LifecycleCommand.Unaccept();
            case REJECT -> new LifecycleCommand.Reject(REASON);
            case START -> new LifecycleCommand.Start();
            case PROGRESS -> new LifecycleCommand.Progress();
            case HOLD -> new LifecycleCommand.Hold(REASON, null);
            case RESUME -> new LifecycleCommand.Resume();
            case COMPLETE -> new LifecycleCommand.Complete(ENROLLED);
            case FAIL -> new LifecycleCommand.Fail(REASON);
            case CANCEL -> new LifecycleCommand.Cancel(REASON);
            case CONFIRM_CANCELLATION -> new LifecycleCommand.ConfirmCancellation();
            case EXPIRE -> new LifecycleCommand.Expire(REASON);
            case ENTER_IN_ERROR -> new LifecycleCommand.EnterInError(REASON);
        };
    }
}
