package pk.rabta.delivery;

import java.util.Set;
import pk.rabta.delivery.DeliveryFault.Kind;

/** What an HTTP status in place of a success says of a message, whatever protocol is above it (ADR 66). */
public final class HttpStatuses {

    /**
     * Words of whoever stands before the partner, and knows no more than that it had no answer: the message may have been
     * processed. 500 and 503 are the partner's own.
     */
    static final Set<Integer> GATEWAYS_WORDS = Set.of(408, 502, 504);
    private static final Set<Integer> PARTNERS_FAULT = Set.of(401, 403);
    private static final Set<Integer> PASSING = Set.of(425, 429);

    private HttpStatuses() {}

    /** The kind of fault; statuses that are no errors are nobody's to ask about. */
    public static Kind kind(int status) {
        if (GATEWAYS_WORDS.contains(status)) {
            return Kind.IN_DOUBT;
        }
        if (PARTNERS_FAULT.contains(status)) {
            return Kind.PARTNER;
        }
        return PASSING.contains(status) || status >= 500 ? Kind.RETRY : Kind.PARK;
    }
}
