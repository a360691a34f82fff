package pk.rabta.referral.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import pk.rabta.referral.lifecycle.Decision.Applied;

/** One referral as a store would keep it, and the world around it. */
final class Model {

    ReferralStatus status;
    boolean sent;
    boolean inFlight;
    boolean preconditionOpen;
    boolean workRecorded;
    boolean escalated;
    boolean successor;
    @Nullable Instant acceptedAt;
    @Nullable Instant expireAt;
    @Nullable Instant cancelBy;
    @Nullable Outcome outcome;
    @Nullable Reason reason;
    Instant now = Situations.NOW;

    Model(boolean preconditionOpen) {
        this.preconditionOpen = preconditionOpen;
        this.status = Lifecycle.open(preconditionOpen).to();
    }

    /** A referral met in the middle of its life, where few lives get by chance. */
    static Model amid(ReferralStatus status, Random random) {
        Model model = new Model(status == ReferralStatus.WAITING && random.nextBoolean());
        model.status = status;
        model.sent = status != ReferralStatus.WAITING && (status != ReferralStatus.REQUESTED || random.nextBoolean());
        model.acceptedAt = switch (status) {
            case ACCEPTED, IN_PROGRESS, ON_HOLD -> model.now.minus(Duration.ofHours(random.nextInt(48)));
            default -> null;
        };
        model.cancelBy = status == ReferralStatus.CANCELLATION_REQUESTED
            ? model.now.plus(Duration.ofHours(random.nextInt(48) - 24)) : null;
        model.expireAt = model.sent ? model.now.plus(Duration.ofHours(random.nextInt(48) - 24)) : null;
        model.inFlight = model.sent && status == ReferralStatus.REQUESTED && random.nextBoolean();
        model.escalated = random.nextBoolean();
        return model;
    }

    LifecycleState state() {
        return new LifecycleState(status, sent, inFlight, preconditionOpen, workRecorded, acceptedAt, expireAt, escalated,
            cancelBy, successor, false);
    }

    /** Something happens around the referral. */
    void meet(Circumstance circumstance) {
        switch (circumstance) {
            case NOTHING -> { }
            case AN_HOUR -> now = now.plus(Duration.ofHours(1));
            case THREE_DAYS -> now = now.plus(Duration.ofDays(3));
            case PRECONDITION_MET -> preconditionOpen = false;
            case SENT -> {
                if (status == ReferralStatus.REQUESTED) {
                    sent = true;
                    expireAt = now.plus(Duration.ofDays(14));
                }
            }
            case ON_ITS_WAY -> inFlight = status == ReferralStatus.REQUESTED;
            case SETTLED -> inFlight = false;
            case LIMIT_SET -> expireAt = now.plus(Duration.ofHours(1));
            case ESCALATED -> escalated = true;
            case WORK -> workRecorded = status == ReferralStatus.ACCEPTED || workRecorded;
            case REPLACED -> successor = status.replaceable() || successor;
        }
    }

    void apply(Applied applied) {
        for (Step step : applied.steps()) {
            status = step.to();
            if (status == ReferralStatus.ACCEPTED) {
                acceptedAt = now;
                workRecorded = false;
            }
        }
        switch (applied.command()) {
            case LifecycleCommand.Complete complete -> outcome = complete.outcome();
            case LifecycleCommand.Reject reject -> reason = reject.reason();
            case LifecycleCommand.Fail fail -> reason = fail.reason();
            case LifecycleCommand.Cancel cancel -> cancelBy = now.plus(Duration.ofDays(2));
            default -> { }
        }
    }

    /** What may happen around a referral. */
    enum Circumstance {
        NOTHING, AN_HOUR, THREE_DAYS, PRECONDITION_MET, SENT, ON_ITS_WAY, SETTLED, LIMIT_SET, ESCALATED, WORK, REPLACED
    }
}
