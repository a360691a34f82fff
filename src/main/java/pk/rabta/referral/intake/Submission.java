package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
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
 * @param named    what else it names
 */
public record Submission(ApiRequest request, @Nullable ApiAnswer answered, @Nullable Person person,
                         @Nullable Consent consent, Map<String, String> open, Named named, Instant at) {

    /**
     * What a request names and the caller may use: it is of this person, and the caller may read it.
     *
     * @param documents document id to its type
     * @param replaced  referral id to its status
     */
    record Named(Map<String, String> documents, Map<String, String> replaced) {}

    /** The registry's id of the person. */
    public String victimId() {
        return body().at("/victim/registryId").asText();
    }

    /** Whether the registry should be asked before the submission is decided. */
    public boolean isStale() {
        return answered == null && (person == null || !person.fresh(at));
    }

    /** Whether a handler submits it, for whom a protected witness exists. */
    public boolean isCleared() {
        return request.caller().cleared();
    }

    JsonNode body() {
        return request.requiredBody();
    }

    boolean dryRun() {
        return request.flag("dryRun");
    }

    /** The types of the documents with these ids. */
    List<String> types(JsonNode documents) {
        return StreamSupport.stream(documents.spliterator(), false).map(id -> named.documents().get(id.asText()))
                .filter(Objects::nonNull).toList();
    }

    Submission with(@Nullable Person read) {
        return new Submission(request, answered, read, consent, open, named, at);
    }
}
