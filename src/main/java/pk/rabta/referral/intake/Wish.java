package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import pk.rabta.catalogue.Programme;

/**
 * One programme that a submission asks for, or that its needs were matched to.
 *
 * @param need    the need that it is for
 * @param choice  what was said for this programme alone; empty where it was matched
 * @param pointer where it stands in the request
 */
record Wish(Programme programme, @Nullable JsonNode need, JsonNode choice, String pointer) {

    JsonNode details(Submission submission) {
        return choice.has("details") ? choice.get("details") : submission.body().path("details");
    }
}
