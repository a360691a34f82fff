package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.Audit;
import pk.rabta.delivery.DeliverySubject.Readiness;
import pk.rabta.delivery.Destinations.Circuit;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;

/**
 * Decides, in one transaction and at the last moment, whether a message leaves: still wanted, its basis holds, its
 * destination open. All waiting comes before the claim; a claimed message counts as "may have left".
 */
@Component
class Claims {

    /** What may pass between the end of the transport's timeout and our commit. */
    static final Duration MARGIN = Duration.ofSeconds(30);

    private final Deliveries deliveries;
    private final Destinations destinations;
    private final Subjects subjects;
    private final SendingRules rules;
    private final Partners partners;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Claims(Deliveries deliveries, Destinations destinations, Subjects subjects, SendingRules rules,
           Partners partners, Audit audit, TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.destinations = destinations;
        this.subjects = subjects;
        this.rules = rules;
        this.partners = partners;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A claimed attempt with the document that it sends. */
    record Claim(Dispatch dispatch, JsonNode document) {}

    /**
     * Claims a message that the broker handed over.
     *
     * @param enqueueId of that handing over; an older one is stale, since the message was relayed again
     * @return empty where nothing is to be sent: void, stale, claimed before, or not now
     */
    Optional<Claim> claim(UUID deliveryId, UUID enqueueId) {
        if (deliveries.find(deliveryId).filter(seen -> !published(seen, enqueueId)).isPresent()) {
            // The broker may be faster than the relay's own commit (ADR 0041): the row is locked until then, so wait.
            transaction.executeWithoutResult(status -> deliveries.lock(deliveryId));
        }
        return Optional.ofNullable(transaction.execute(status -> attempt(deliveryId, enqueueId, clock.instant())));
    }

    /** Where a message goes; empty where nothing leaves for there now, so that nothing need be made ready. */
    Optional<String> destination(UUID deliveryId) {
        return deliveries.find(deliveryId).map(Delivery::destination).filter(id -> {
            Destinations.State state = destinations.get(id);
            return !state.paused() && state.circuit(clock.instant()) != Circuit.OPEN;
        });
    }

    private @Nullable Claim attempt(UUID deliveryId, UUID enqueueId, Instant now) {
        Delivery seen = deliveries.find(deliveryId).orElse(null);
        if (seen == null || !published(seen, enqueueId)) {
            return null;
        }
        // The subject locks the basis first and we lock the message second: the order in which a withdrawal does.
        DeliverySubject subject = subjects.of(seen.kind());
        Readiness readiness = subject.prepare(seen, now);
        Delivery delivery = deliveries.lock(deliveryId).orElseThrow();
        if (!published(delivery, enqueueId)) {
            return null;
        }
        return switch (readiness) {
            case Readiness.Unwanted unwanted -> leave(delivery, DeliveryState.VOIDED, now, unwanted.reason(), now);
            case Readiness.NotYet notYet -> leave(delivery, DeliveryState.DUE, notYet.until(), notYet.reason(), now);
            case Readiness.Ready ready -> open(delivery, now) ? begin(delivery, subject, ready, now) : null;
        };
    }

    private static boolean published(Delivery delivery, UUID enqueueId) {
        return delivery.state() == DeliveryState.PUBLISHED && enqueueId.equals(delivery.enqueueId());
    }

    private boolean open(Delivery delivery, Instant now) {
        Destinations.State state = destinations.get(delivery.destination());
        if (state.paused()) {
            leave(delivery, DeliveryState.DUE, now, "partner-paused", now);
            return false;
        }
        if (state.circuit(now) == Circuit.OPEN) {
            leave(delivery, DeliveryState.DUE, now, "circuit-open", now);
            return false;
        }
        if (!rules.of(delivery.destination()).opens(now)) {
            leave(delivery, DeliveryState.DUE, now, "outside-hours", now);
            return false;
        }
        return true;
    }

    private @Nullable Claim leave(Delivery delivery, DeliveryState state, Instant due, String reason, Instant now) {
        deliveries.move(delivery.id(), state, due, reason, now);
        return null;
    }

    private Claim begin(Delivery delivery, DeliverySubject subject, Readiness.Ready ready, Instant now) {
        UUID attempt = UuidCreator.getTimeOrderedEpoch();
        int number = delivery.attempts() + 1;
        Instant lease = now.plus(rules.of(delivery.destination()).timeout()).plus(MARGIN);
        deliveries.begin(delivery.id(), attempt, number, lease, ready.message().mapping(), now);
        subject.dispatched(delivery, now);
        audit.record("disclosure", "hub", ready.victimId(), delivery.referralId(), leaf(delivery, ready), now);
        return new Claim(new Dispatch(delivery.id(), attempt, number, delivery.messageId(), delivery.destination(),
                delivery.referralId(), delivery.kind(), delivery.message(), ready.message().mapping(),
                ready.message().answer(), path(delivery, ready.message())), ready.document());
    }

    private @Nullable String path(Delivery delivery, PartnerProfile.Message message) {
        if (message.path() == null) {
            return null;
        }
        String path = partners.get(delivery.destination()).paths().get(message.path());
        if (path == null) {
            throw new IllegalStateException("rabta.partners." + delivery.destination() + ".paths." + message.path()
                    + " is missing: message '" + delivery.message() + "' goes there");
        }
        return path;
    }

    private static ObjectNode leaf(Delivery delivery, Readiness.Ready ready) {
        ObjectNode leaf = JsonNodeFactory.instance.objectNode();
        leaf.put("to", delivery.destination()).put("message", delivery.message()).put("messageId", delivery.messageId());
        if (ready.basis() != null) {
            ready.basis().write(leaf);
        }
        ready.disclosed().forEach(leaf.putArray("fields")::add);
        return leaf;
    }
}
