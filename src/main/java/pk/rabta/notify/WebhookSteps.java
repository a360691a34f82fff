package pk.rabta.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.Dispatch;
import pk.rabta.delivery.DispatchSteps;
import pk.rabta.protection.Vault;

/** The steps of the webhook connector between claim and settlement. */
@Component("webhook")
public class WebhookSteps {

    private static final int GONE = 410;
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);

    private final Subscriptions subscriptions;
    private final WebhookAddress addresses;
    private final WebhookSignature signatures;
    private final Vault vault;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WebhookSteps(Subscriptions subscriptions, WebhookAddress addresses, WebhookSignature signatures, Vault vault,
                 TransactionTemplate transaction, Clock clock) {
        this.subscriptions = subscriptions;
        this.addresses = addresses;
        this.signatures = signatures;
        this.vault = vault;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The event becomes a signed POST to the subscription's address; no other header goes out. */
    public void prepare(Exchange exchange) {
        Dispatch dispatch = exchange.getVariable(DispatchSteps.VARIABLE, Dispatch.class);
        Subscription subscription = subscriptions.find(dispatch.partner()).orElseThrow();
        if (!addresses.schemeAllowed(subscription.url())) {
            throw retry("webhook-not-https", null, null);
        }
        Message message = exchange.getMessage();
        byte[] body = message.getBody(JsonNode.class).toString().getBytes(StandardCharsets.UTF_8);
        byte[] secret = vault.openSecret(Subscription.sealContext(subscription.id()), subscription.secret());
        long timestamp = clock.instant().getEpochSecond();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_URI, subscription.url());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("User-Agent", "rabta-webhooks/1");
        message.setHeader("webhook-id", dispatch.messageId());
        message.setHeader("webhook-timestamp", Long.toString(timestamp));
        message.setHeader("webhook-signature", signatures.header(secret, dispatch.messageId(), timestamp, body));
        message.setBody(body);
    }

    /** 2xx acknowledges, 410 ends the subscription; anything else is tried again, since the receiver can mend it. */
    public void answered(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        Duration wait = retryAfter(message.getHeader("Retry-After", String.class));
        message.removeHeaders("*");
        message.setBody(null);
        if (status == GONE) {
            String id = exchange.getVariable(DispatchSteps.VARIABLE, Dispatch.class).partner();
            transaction.executeWithoutResult(tx -> subscriptions.end(id, "subscription-gone", clock.instant()));
        } else if (status < 200 || status > 299) {
            throw retry("http-" + status, status, wait);
        }
    }

    private static DeliveryFault retry(String code, @Nullable Integer status, @Nullable Duration wait) {
        return new DeliveryFault(DeliveryFault.Kind.RETRY, code, "the webhook was not taken", status, wait, null);
    }

    private static @Nullable Duration retryAfter(@Nullable String seconds) {
        if (seconds == null || !seconds.matches("\\d{1,9}")) {
            return null;
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(seconds));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
