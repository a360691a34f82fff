package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Text;
import pk.rabta.catalogue.Programme;

/**
 * What would happen to a submission.
 *
 * @param matchingPending the registry is away, so needs cannot be matched to programmes yet
 */
record Plan(boolean matchingPending, List<Entry> entries) {

    /** A code with its text for people. */
    record Advice(String code, Text text) {}

    /**
     * One referral of the plan.
     *
     * @param waitingFor what must be met before anything is sent; none: it goes out
     * @param conflicts  by programme id
     * @param documents  ids attached to it
     * @param content    contact and details, to be sealed
     */
    record Entry(Programme programme, @Nullable String need, String phase, String urgency, int priority,
                 List<Advice> waitingFor, List<Advice> advice, List<Advice> exclusions, List<Advice> conflicts,
                 JsonNode documents, ObjectNode content, @Nullable String replaces) {}
}
