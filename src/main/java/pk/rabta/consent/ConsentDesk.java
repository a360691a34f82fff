package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemException;
import pk.rabta.audit.Audit;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.query.Absent;
import pk.rabta.query.Cursor;
import pk.rabta.query.Json;
import pk.rabta.query.Page;
import pk.rabta.registry.KnownPerson;
import pk.rabta.registry.Person;

/** The operations on consents; withdrawal is with the referrals that it stops. */
@Component("consentDesk")
public class ConsentDesk {

    private final Idempotency idempotency;
    private final KnownPerson known;
    private final ConsentRules rules;
    private final ConsentRecords records;
    private final ConsentRows rows;
    private final ConsentView view;
    private final ConsentEvents events;
    private final Audit audit;
    private final Clock clock;

    ConsentDesk(Idempotency idempotency, KnownPerson known, ConsentRules rules, ConsentRecords records,
                ConsentRows rows, ConsentView view, ConsentEvents events, Audit audit, Clock clock) {
        this.idempotency = idempotency;
        this.known = known;
        this.rules = rules;
        this.records = records;
        this.rows = rows;
        this.view = view;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Records a basis; 422 where it breaks a rule. What was learnt of the registry's word by that leaves its trace. */
    public ApiAnswer record(ApiRequest request) {
        try {
            return idempotency.once(request, () -> store(request), stored -> shown(request.caller(), stored));
        } catch (ProblemException refused) {
            if (refused.problem().violations().stream().anyMatch(one -> GiverRules.BY_REGISTRY.equals(one.code()))) {
                JsonNode record = request.requiredBody();
                audit.record("consent.refused", "TOOL:" + request.caller().clientId(),
                        record.at("/victim/registryId").asText(), null, JsonNodeFactory.instance.objectNode()
                                .put("reason", Consent.CAPACITY).put("capacity", record.path("capacity").asText())
                                .put("vso", request.caller().vso()), clock.instant());
            }
            throw refused;
        }
    }

    /** One consent of the caller's. */
    public ApiAnswer get(ApiRequest request) {
        ConsentRow row = find(request.caller(), request.id());
        return ApiAnswer.ok(view.json(row)).etag(Long.toString(row.version()));
    }

    /** The consents of one person, newest first. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        List<String> after = Cursor.read(request, 2);
        if (after != null) {
            Cursor.time(after.getFirst());
        }
        List<ConsentRow> page = rows.of(request.caller(), request.text("victim"), request.textOrNull("status"), after,
                limit + 1, clock.instant());
        return Page.of(page, limit, view::json, row -> Cursor.of(row.createdAt(), row.id()));
    }

    private ApiAnswer store(ApiRequest request) {
        Instant now = clock.instant();
        JsonNode record = request.requiredBody();
        Person person = known.require(record.at("/victim/registryId").asText(), request.caller());
        rules.check(record, person, request.caller(), now);
        String id = PublicId.next(Prefix.CNS);
        records.insert(id, record, person, request.caller(), now);
        events.record("consent.recorded", new ConsentEvents.About(id, person.victimId(), request.caller().clientId()),
                request.caller(), JsonNodeFactory.instance.objectNode(), now);
        ObjectNode ids = JsonNodeFactory.instance.objectNode().put("id", id).put("status", "ACTIVE");
        Json.put(ids, "reviewAt", find(request.caller(), id).reviewAt());
        return ApiAnswer.of(201, ids).etag("1");
    }

    /** Of what was recorded only the review moves, so a repeat shows it from the row, as it was in the first answer. */
    private ApiAnswer shown(Caller caller, ApiAnswer stored) {
        JsonNode ids = stored.body() == null ? JsonNodeFactory.instance.objectNode() : stored.body();
        ObjectNode consent = view.json(find(caller, ids.path("id").asText()));
        consent.put("status", ids.path("status").asText())
                .remove(List.of("withdrawnAt", "withdrawnPart", "reviewedBy", "reviewedAt"));
        if (ids.has("reviewAt")) {
            consent.set("reviewAt", ids.get("reviewAt"));
        }
        return new ApiAnswer(stored.status(), stored.headers(), consent)
                .header("Location", "/v1/consents/" + ids.path("id").asText());
    }

    private ConsentRow find(Caller caller, String id) {
        return rows.find(caller, id, clock.instant()).orElseThrow(Absent::consent);
    }
}
