package pk.rabta.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history, as the feed gives it out: ids, a type and a step, no words.
 *
 * @param tx       the writing transaction; with {@code position} the feed's order
 * @param position the row's number
 * @param partner  whom it is about, where it is about no person
 * @param businessStatus the programme's step that was told, as a code
 * @param visible  whether its reader may see what it is about
 */
record FeedEvent(long tx, long position, UUID id, String type, @Nullable String referralId, @Nullable String caseId,
                 @Nullable String consentId, @Nullable String partner, @Nullable String businessStatus,
                 Instant occurredAt, boolean visible) {

    private static final String SOURCE = "/rabta";

    /** The thin CloudEvent: whoever may know more reads the resource that it names. */
    ObjectNode cloudEvent() {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("specversion", "1.0").put("id", id.toString())
                .put("source", SOURCE).put("type", type);
        put(event, "subject", line());
        event.put("time", occurredAt.toString());
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        put(data, "referralId", referralId);
        put(data, "caseId", caseId);
        put(data, "consentId", consentId);
        put(data, "partner", partner);
        put(data, "businessStatus", businessStatus);
        event.set("data", data);
        return event;
    }

    /** What it is about, and what keeps its order among the messages of one subscription. */
    String line() {
        return referralId != null ? referralId : consentId != null ? consentId : caseId != null ? caseId
                : String.valueOf(partner);
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
