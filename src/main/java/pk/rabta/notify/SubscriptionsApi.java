package pk.rabta.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.audit.Audit;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.protection.Vault;
import pk.rabta.query.Cursor;

/** A client's webhooks: it sees and ends its own only. */
@Component("subscriptionDesk")
public class SubscriptionsApi {

    private static final int SECRET_BYTES = 32;
    /** Each is told of each event, all by the same few senders: without an end one client would delay all others. */
    private static final int MOST = 20;

    private final Subscriptions subscriptions;
    private final WebhookAddress addresses;
    private final WebhookSignature signatures;
    private final Vault vault;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SubscriptionsApi(Subscriptions subscriptions, WebhookAddress addresses, WebhookSignature signatures, Vault vault,
                     Idempotency idempotency, Audit audit, Clock clock) {
        this.subscriptions = subscriptions;
        this.addresses = addresses;
        this.signatures = signatures;
        this.vault = vault;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds a webhook; its secret is in this answer and nowhere else: what is stored for a repeat lacks it. */
    public ApiAnswer create(ApiRequest request) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        AtomicBoolean first = new AtomicBoolean();
        ApiAnswer answer = idempotency.once(request, () -> {
            first.set(true);
            return add(request, secret);
        });
        if (first.get() && answer.body() instanceof ObjectNode view) {
            return new ApiAnswer(answer.status(), answer.headers(),
                    view.deepCopy().put("secret", WebhookSignature.secretText(secret)));
        }
        return answer;
    }

    private ApiAnswer add(ApiRequest request, byte[] secret) {
        JsonNode body = request.requiredBody();
        String url = body.path("url").asText();
        Text refusal = addresses.refusal(url);
        if (refusal != null) {
            throw ProblemType.RULE_VIOLATED.detail("Webhooks do not go to this address.",
                    "ویب ہُک اس پتے پر نہیں جاتے۔")
                    .violations(List.of(new Violation("/url", refusal, "webhook-address"))).exception();
        }
        if (subscriptions.count(request.caller().clientId()) >= MOST) {
            throw ProblemType.RULE_VIOLATED.because("You have " + MOST + " webhooks, which is the most: delete one first.",
                    "آپ کی " + MOST + " رکنیتیں ہیں، جو زیادہ سے زیادہ ہیں: پہلے ایک حذف کریں۔");
        }
        List<String> events = new ArrayList<>();
        body.path("events").forEach(type -> events.add(type.asText()));
        String id = PublicId.next(Prefix.SUB);
        Instant now = clock.instant();
        subscriptions.add(id, Reader.of(request.caller()), url, events,
                vault.sealSecret(Subscription.sealContext(id), secret), now);
        audit(request, "subscription.created", id, now);
        Subscription added = subscriptions.find(id).orElseThrow();
        return ApiAnswer.created("/v1/subscriptions/" + id, view(added)).etag(etag(added));
    }

    /** The caller's active webhooks. */
    public ApiAnswer list(ApiRequest request) {
        List<String> after = Cursor.read(request, 1);
        int limit = request.number("limit");
        List<Subscription> found = subscriptions.page(Reader.of(request.caller()),
                after == null ? "" : after.getFirst(), limit + 1);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        found.stream().limit(limit).forEach(one -> items.add(view(one)));
        if (found.size() > limit) {
            page.put("next", Cursor.of(found.get(limit - 1).id()));
        }
        return ApiAnswer.ok(page);
    }

    /** One of the caller's webhooks, also after its end. */
    public ApiAnswer get(ApiRequest request) {
        Subscription found = own(request);
        return ApiAnswer.ok(view(found)).etag(etag(found));
    }

    /** Ends a webhook; ending it again changes nothing. */
    @Transactional
    public ApiAnswer delete(ApiRequest request) {
        Subscription found = own(request);
        request.expect(etag(found));
        if (found.active()) {
            Instant now = clock.instant();
            subscriptions.end(found.id(), "subscription-deleted", now);
            audit(request, "subscription.deleted", found.id(), now);
        }
        return ApiAnswer.noContent();
    }

    private Subscription own(ApiRequest request) {
        return subscriptions.find(request.id())
                .filter(one -> Reader.of(request.caller()).sees(one.reader()))
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("You have no subscription with this id.",
                        "اس شناخت کی آپ کی کوئی رکنیت نہیں۔"));
    }

    private void audit(ApiRequest request, String type, String id, Instant now) {
        audit.record(type, "TOOL:" + request.caller().clientId(), null, null,
                JsonNodeFactory.instance.objectNode().put("subscription", id), now);
    }

    private ObjectNode view(Subscription one) {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("id", one.id()).put("url", one.url());
        one.events().forEach(view.putArray("events")::add);
        return view.put("status", one.active() ? "ACTIVE" : "DELETED").put("publicKey", signatures.publicKeyText())
                .put("createdAt", one.createdAt().toString());
    }

    private static String etag(Subscription one) {
        return Long.toString(one.version());
    }
}
