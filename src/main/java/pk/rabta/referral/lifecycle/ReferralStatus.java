package pk.rabta.referral.lifecycle;

import java.util.EnumSet;
import java.util.Set;

/** Where a referral stands. What the person got is its outcome; where a message stands is its delivery. */
public enum ReferralStatus {
    /** Valid and with a basis, but a precondition of the programme is open: nothing leaves. */
    WAITING,
    /** Durably queued for the partner. */
    REQUESTED,
    /** The partner's system has it; no person there has looked yet. */
    RECEIVED,
    /** The partner agreed to act. */
    ACCEPTED,
    /** Work is under way. */
    IN_PROGRESS,
    /** Waitlisted, or waiting for the client or for funds. */
    ON_HOLD,
    /** To be cancelled; the partner may still complete it. */
    CANCELLATION_REQUESTED,
    /** The loop is closed, with an outcome. */
    COMPLETED,
    /** The partner declined, with a reason. */
    REJECTED,
    /** Withdrawn by the source, the victim or the end of the consent. */
    CANCELLED,
    /** Attempted, and could not be done. */
    FAILED,
    /** Never accepted within the limit. */
    EXPIRED,
    /** Should never have existed. */
    ENTERED_IN_ERROR;

    private static final Set<ReferralStatus> TERMINAL =
        EnumSet.of(COMPLETED, REJECTED, CANCELLED, FAILED, EXPIRED, ENTERED_IN_ERROR);
    private static final Set<ReferralStatus> REPLACEABLE = EnumSet.of(REJECTED, CANCELLED, FAILED, EXPIRED);

    /** Whether it ends here, but for an entry in error and a late answer. */
    public boolean terminal() {
        return TERMINAL.contains(this);
    }

    /** Whether it is further on the way than that one. To be on hold is beside the work, not further. */
    public boolean furtherThan(ReferralStatus that) {
        return terminal() || compareTo(that) > 0 && that != IN_PROGRESS;
    }

    /** Whether a new referral may take its place (T19): to re-route or to reopen. */
    public boolean replaceable() {
        return REPLACEABLE.contains(this);
    }

    /** As a FHIR R4 Task. */
    public TaskView fhir() {
        return switch (this) {
            case WAITING -> TaskView.of("on-hold", "precondition");
            case REQUESTED -> TaskView.of("requested");
            case RECEIVED -> TaskView.of("received");
            case ACCEPTED -> TaskView.of("accepted");
            case IN_PROGRESS -> TaskView.of("in-progress");
            case ON_HOLD -> TaskView.of("on-hold");
            case CANCELLATION_REQUESTED -> TaskView.of("in-progress", "cancellation-requested");
            case COMPLETED -> TaskView.of("completed");
            case REJECTED -> TaskView.of("rejected");
            case CANCELLED -> TaskView.of("cancelled");
            case FAILED -> TaskView.of("failed");
            case EXPIRED -> new TaskView("cancelled", null, "expired-no-response");
            case ENTERED_IN_ERROR -> TaskView.of("entered-in-error");
        };
    }

    /**
     * As a Task of Gravity's SDOH Clinical Care guide (STU3), which has fewer states.
     *
     * @param accepted whether the partner had ever accepted: there, what was accepted can only fail
     */
    public TaskView gravity(boolean accepted) {
        return switch (this) {
            case WAITING -> TaskView.of("draft");
            case RECEIVED -> TaskView.of("requested", "received");
            case REJECTED -> TaskView.of(accepted ? "failed" : "rejected");
            case EXPIRED -> TaskView.of("cancelled");
            default -> fhir();
        };
    }
}
