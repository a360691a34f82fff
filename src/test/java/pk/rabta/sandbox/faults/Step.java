package pk.rabta.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * An entry of a timeline.
 *
 * @param kind what was said, however late it came: the programme's step where one was told, else the entry's type
 * @param to   the state that it led to, empty where the state stayed
 * @param told whether it is a message of the partner
 */
record Step(String kind, String to, boolean told) {

    /** The kind of an entry that tells of a hearing. */
    static final String HEARING = "referral.hearing";
    /** Confirms a cancellation: a step that is told with it was told before. */
    static final String CANCELLED = "referral.cancelled";
    /** What came after the end, and says no step. */
    static final String NOTED = "referral.noted";
    /** The answer to a request, which is nobody's news where the partner's next message came first. */
    private static final Set<String> RECEIPTS = Set.of("referral.received", "case-linked");

    static Step of(JsonNode entry) {
        String to = entry.path("to").equals(entry.path("from")) ? "" : entry.path("to").asText();
        String type = entry.path("type").asText();
        String step = entry.path("businessStatus").asText();
        // Of a partner's messages only the last step has what it says itself; the others are implied on the way there.
        boolean told = entry.at("/actor/kind").asText().equals("PARTNER") && !RECEIPTS.contains(type)
                && !RECEIPTS.contains(step) && (!entry.path("implied").asBoolean() || !step.isEmpty());
        return new Step(kind(entry, type, step), to, told);
    }

    private static String kind(JsonNode entry, String type, String step) {
        if (entry.has("hearing")) {
            // One that comes before the answer to the request moves the referral too, and has that type.
            return HEARING;
        }
        return step.isEmpty() || type.equals(CANCELLED) ? type : step;
    }
}
