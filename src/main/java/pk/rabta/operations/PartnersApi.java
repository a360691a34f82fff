package pk.rabta.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.audit.Audit;
import pk.rabta.delivery.Destinations;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.partner.Partners;

/** Partners as an administrator sees them, and the two levers: pause and resume. */
@Component("adminPartners")
public class PartnersApi {

    private final Partners partners;
    private final PartnerStates states;
    private final Destinations destinations;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Clock clock;

    PartnersApi(Partners partners, PartnerStates states, Destinations destinations, Idempotency idempotency,
                Audit audit, Clock clock) {
        this.partners = partners;
        this.states = states;
        this.destinations = destinations;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /** All partners, the registry among them. */
    public ApiAnswer list(ApiRequest request) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        var items = list.putArray("items");
        partners.ids().forEach(id -> items.add(states.of(id).json(request.language())));
        return ApiAnswer.ok(list);
    }

    /** One partner. */
    public ApiAnswer get(ApiRequest request) {
        PartnerState state = state(request);
        return ApiAnswer.ok(state.json(request.language())).etag(state.tag());
    }

    /** Nothing goes to the partner until it is resumed; what is due waits in order. */
    public ApiAnswer pause(ApiRequest request) {
        state(request);
        return idempotency.once(request, () -> {
            Instant now = clock.instant();
            destinations.pause(request.id(), who(request), reason(request), now);
            return done(request, "partner.paused", now);
        });
    }

    /** Sending goes on, with a closed circuit. */
    public ApiAnswer resume(ApiRequest request) {
        state(request);
        return idempotency.once(request, () -> {
            Instant now = clock.instant();
            destinations.resume(request.id(), now);
            return done(request, "partner.resumed", now);
        });
    }

    private ApiAnswer done(ApiRequest request, String type, Instant now) {
        audit.record(type, who(request), null, null, JsonNodeFactory.instance.objectNode()
                .put("partner", request.id()).put("reason", reason(request)), now);
        return ApiAnswer.ok(state(request).json(request.language()));
    }

    private PartnerState state(ApiRequest request) {
        return partners.find(request.id()).map(profile -> states.of(request.id())).orElseThrow(() ->
                ProblemType.NOT_FOUND.because("There is no such partner: see GET /v1/admin/partners.",
                        "ایسا کوئی ادارہ نہیں: GET /v1/admin/partners دیکھیں۔"));
    }

    static String who(ApiRequest request) {
        return "ADMIN:" + request.caller().clientId();
    }

    static String reason(ApiRequest request) {
        return request.requiredBody().path("reason").asText();
    }
}
