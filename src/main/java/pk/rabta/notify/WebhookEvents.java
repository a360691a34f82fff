package pk.rabta.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Delivery;
import pk.rabta.delivery.DeliverySubject;
import pk.rabta.partner.PartnerProfile.Message;

/** What deliveries to subscriptions carry: the thin event, read again at the moment of sending. */
@Component
class WebhookEvents implements DeliverySubject {

    static final String KIND = "event";
    private static final Logger LOG = LoggerFactory.getLogger(WebhookEvents.class);
    /** No mapping: an event goes out as it is. The name shows in the list of attempts. */
    private static final Message AS_IT_IS = new Message("cloud-event", null, null, null);

    private final Subscriptions subscriptions;
    private final EventFeed feed;
    private final WebhookSettings settings;

    WebhookEvents(Subscriptions subscriptions, EventFeed feed, WebhookSettings settings) {
        this.subscriptions = subscriptions;
        this.feed = feed;
        this.settings = settings;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public Readiness prepare(Delivery delivery, Instant now) {
        Subscription subscription = subscriptions.share(delivery.destination()).orElse(null);
        if (subscription == null || !subscription.active()) {
            return new Readiness.Unwanted("subscription-deleted");
        }
        FeedEvent event = feed.find(UUID.fromString(delivery.detail().path("eventId").asText()),
                subscription.reader()).orElse(null);
        if (event == null) {
            return new Readiness.Unwanted("event-withheld");
        }
        if (event.occurredAt().plus(settings.giveUp()).isBefore(now)) {
            return new Readiness.Unwanted("webhook-given-up");
        }
        return new Readiness.Ready(event.cloudEvent(), AS_IT_IS, List.of(), null, null);
    }

    @Override
    public void dispatched(Delivery delivery, Instant now) {
        // Nothing of the referral hangs on whether somebody was told.
    }

    @Override
    public void acknowledged(Delivery delivery, @Nullable JsonNode answer, Instant now) {
        // The delivery's own state says it all.
    }

    @Override
    public void parked(Delivery delivery, String reason, List<String> detail, Instant now) {
        LOG.warn("an event for {} cannot be sent: {}", delivery.destination(), reason);
    }
}
