package pk.rabta.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.audit.Audit;
import pk.rabta.delivery.Replay;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.query.Cursor;

/** Outbound messages as an administrator sees them: where each is and why, never what it says. */
@Component("adminDeliveries")
public class DeliveriesApi {

    private final DeliveryViews views;
    private final Replay replay;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Clock clock;

    DeliveriesApi(DeliveryViews views, Replay replay, Idempotency idempotency, Audit audit, Clock clock) {
        this.views = views;
        this.replay = replay;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /** A page of messages, oldest first. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        List<ObjectNode> found = views.page(request, Cursor.key(request), limit + 1);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        found.stream().limit(limit).forEach(items::add);
        if (found.size() > limit) {
            page.put("next", Cursor.of(found.get(limit - 1).path("id").asText()));
        }
        return ApiAnswer.ok(page);
    }

    /** One message with its attempts. */
    public ApiAnswer get(ApiRequest request) {
        ObjectNode view = view(request);
        return ApiAnswer.ok(view).etag(Integer.toHexString(view.hashCode()));
    }

    /** Makes a parked message due again. */
    public ApiAnswer replay(ApiRequest request) {
        return idempotency.once(request, () -> {
            Instant now = clock.instant();
            view(request);
            Replay.Result result = replay.run(UUID.fromString(request.id()), now).orElseThrow(DeliveriesApi::absent);
            if (!result.replayed()) {
                throw ProblemType.CONFLICT.because(
                        "Only PARKED and IN_DOUBT deliveries are replayed; this one is " + result.state() + ".",
                        "صرف PARKED اور IN_DOUBT پیغامات دوبارہ بھیجے جاتے ہیں؛ یہ " + result.state() + " ہے۔");
            }
            audit.record("delivery.replayed", PartnersApi.who(request), null, result.delivery().referralId(),
                    JsonNodeFactory.instance.objectNode().put("delivery", request.id())
                            .put("messageId", result.delivery().messageId()).put("from", result.state().name())
                            .put("reason", PartnersApi.reason(request)), now);
            return ApiAnswer.accepted(view(request));
        });
    }

    private ObjectNode view(ApiRequest request) {
        return views.find(UUID.fromString(request.id())).orElseThrow(DeliveriesApi::absent);
    }

    private static ProblemException absent() {
        return ProblemType.NOT_FOUND.because("There is no such delivery.", "ایسا کوئی پیغام نہیں۔");
    }
}
