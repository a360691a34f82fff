package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.consent.Consent;
import pk.rabta.registry.Person;

/**
 * A submission with what the hub knew when it came in.
 *
 * @param answered the stored answer of a repeated request
 * @param person   null for one the hub never met
 * @param consent  null where the request names none that exists
 * @param open     open referrals of the person: programme id to referral id, which is empty where the caller may not
 *                 read it
 */
public record Submission(ApiRequest request, @Nullable ApiAnswer answered, @Nullable Person person,
                         @Nullable Consent consent, Map<String, String> open, Instant at) {

    /** The registry's id of the person. */
    public String victimId() {
        return body().at("/victim/registryId").asText();
    }

    /** Whether the registry should be asked before the submission is decided. */
    public boolean isStale() {
        return answered == null && (person == null || !person.fresh(at));
    }

    JsonNode body() {
        return request.requiredBody();
    }

    boolean dryRun() {
        return request.flag("dryRun");
    }

    Submission with(@Nullable Person read) {
        return new Submission(request, answered, read, consent, open, at);
    }
}
