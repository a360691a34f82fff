package pk.rabta.referral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What of the facts told with a step stands in the history in the clear: codes and dates in court, no words. */
public final class FactCodes {

    private FactCodes() {}

    /** Adds them to the detail of an entry. */
    public static void put(ObjectNode detail, JsonNode facts) {
        put(detail, "hearingDate", facts.at("/hearing/date"));
        put(detail, "hearingStatus", facts.at("/hearing/status"));
        put(detail, "paymentStatus", facts.at("/payment/status"));
        put(detail, "documentsRequested", facts.path("documentsRequested"));
    }

    private static void put(ObjectNode detail, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            detail.set(name, value);
        }
    }
}
