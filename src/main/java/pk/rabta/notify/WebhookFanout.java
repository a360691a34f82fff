package pk.rabta.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.NewDelivery;
import pk.rabta.delivery.Outbox;
import pk.rabta.notify.EventFeed.Place;
import pk.rabta.protection.LookupHash;

/** Turns new events into messages, one for each subscription that wants them; the cursor moves in the same commit. */
@Component("webhookFanout")
public class WebhookFanout {

    /** Of one subscription at a time, so that none holds up the others. */
    private static final int BATCH = 200;
    static final int PRIORITY = 4;
    private static final String QUEUE = "webhooks";

    private final Subscriptions subscriptions;
    private final EventFeed feed;
    private final Outbox outbox;
    private final LookupHash hash;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WebhookFanout(Subscriptions subscriptions, EventFeed feed, Outbox outbox, LookupHash hash,
                  TransactionTemplate transaction, Clock clock) {
        this.subscriptions = subscriptions;
        this.feed = feed;
        this.outbox = outbox;
        this.hash = hash;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One round over the subscriptions that are behind. */
    public void run() {
        subscriptions.behind().forEach(id -> transaction.executeWithoutResult(status ->
                subscriptions.take(id).ifPresent(this::advance)));
    }

    private void advance(Subscription subscription) {
        List<FeedEvent> events = feed.after(subscription.reader(), subscription.cursor(), List.of(), BATCH);
        Instant now = clock.instant();
        for (FeedEvent event : events) {
            if (event.visible() && subscription.events().contains(event.type())) {
                outbox.add(message(subscription, event), now);
            }
        }
        if (!events.isEmpty()) {
            FeedEvent last = events.getLast();
            subscriptions.advance(subscription.id(), new Place(last.tx(), last.position()));
        }
    }

    private NewDelivery message(Subscription subscription, FeedEvent event) {
        return new NewDelivery(QUEUE, subscription.id(), event.referralId(),
                hash.orderGroup(subscription.id(), event.line(), PRIORITY), PRIORITY, WebhookEvents.KIND, event.type(),
                JsonNodeFactory.instance.objectNode().put("eventId", event.id().toString()));
    }
}
