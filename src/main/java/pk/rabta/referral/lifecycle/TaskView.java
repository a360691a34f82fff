package pk.rabta.referral.lifecycle;

import org.jspecify.annotations.Nullable;

/** A referral's status as a FHIR Task tells it. */
public record TaskView(String status, @Nullable String businessStatus, @Nullable String statusReason) {

    static TaskView of(String status) {
        return new TaskView(status, null, null);
    }

    static TaskView of(String status, String businessStatus) {
        return new TaskView(status, businessStatus, null);
    }
}
