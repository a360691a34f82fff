package pk.rabta.referral;

import com.fasterxml.jackson.databind.JsonNode;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.referral.lifecycle.Step;

/** The event's name of each step. */
final class EventTypes {

    private EventTypes() {}

    /** A step that stays where it was tells of a hearing by that name, since nobody travels because of a status. */
    static String of(Step step, JsonNode facts) {
        return step.from() == step.to() && facts.hasNonNull("hearing") ? "referral.hearing" : of(step);
    }

    static String of(Step step) {
        if ("T6".equals(step.transition())) {
            return "referral.unaccepted";
        }
        if (step.from() == ReferralStatus.ON_HOLD && step.to() == ReferralStatus.IN_PROGRESS) {
            return "referral.resumed";
        }
        return switch (step.to()) {
            case WAITING -> "referral.waiting";
            case REQUESTED -> "referral.requested";
            case RECEIVED -> "referral.received";
            case ACCEPTED -> "referral.accepted";
            case IN_PROGRESS -> "referral.progressed";
            case ON_HOLD -> "referral.held";
            case CANCELLATION_REQUESTED -> "referral.cancellation_requested";
            case COMPLETED -> "referral.completed";
            case REJECTED -> "referral.rejected";
            case CANCELLED -> "referral.cancelled";
            case FAILED -> "referral.failed";
            case EXPIRED -> "referral.expired";
            case ENTERED_IN_ERROR -> "referral.entered_in_error";
        };
    }
}
