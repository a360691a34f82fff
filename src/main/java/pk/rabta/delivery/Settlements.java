package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.partner.Partners;

/** Records what became of an attempt, in one transaction with everything that follows from it. */
@Component
class Settlements {

    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);
    /** So many equal parks in a row are the partner's fault, not the messages'. */
    private static final int EQUAL_PARKS = 5;

    private final Deliveries deliveries;
    private final Destinations destinations;
    private final Subjects subjects;
    private final SendingRules rules;
    private final Partners partners;
    private final MeterRegistry meters;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Settlements(Deliveries deliveries, Destinations destinations, Subjects subjects, SendingRules rules,
                Partners partners, MeterRegistry meters, TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.destinations = destinations;
        this.subjects = subjects;
        this.rules = rules;
        this.partners = partners;
        this.meters = meters;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The partner has it, and perhaps answered more than that. */
    void acknowledged(Dispatch dispatch, @Nullable JsonNode answer) {
        arrived(dispatch, "ACKED", answer);
    }

    /** The partner was asked and has it: as good as its acknowledgement. */
    void found(Dispatch question, JsonNode answer) {
        arrived(question, "FOUND", answer);
    }

    private void arrived(Dispatch dispatch, String result, @Nullable JsonNode answer) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            Delivery delivery = lock(dispatch.deliveryId());
            count(delivery.destination(), result);
            deliveries.finish(dispatch.attemptId(), result, null, null, now);
            // The partner's later message may have been faster than its answer, which still may say more.
            if (delivery.state() != DeliveryState.ACKED) {
                // An answer that comes after the lease ended is an answer all the same.
                deliveries.move(delivery.id(), DeliveryState.ACKED, now, null, now);
                destinations.succeeded(delivery.destination(), now);
            }
            subjects.of(delivery.kind()).acknowledged(delivery, answer, now);
        });
    }

    /** It was handed over; the acknowledgement comes by another way. */
    void sent(UUID deliveryId, UUID attemptId) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            Delivery delivery = lock(deliveryId);
            count(delivery.destination(), "SENT");
            deliveries.finish(attemptId, "SENT", null, null, now);
            if (delivery.state() == DeliveryState.ACKED || delivery.state() == DeliveryState.SENT) {
                return;
            }
            deliveries.move(delivery.id(), DeliveryState.SENT, now, null, now);
            destinations.succeeded(delivery.destination(), now);
            subjects.of(delivery.kind()).sent(delivery, now);
        });
    }

    /** It failed. What follows depends on the fault's kind. */
    void failed(Dispatch dispatch, DeliveryFault fault) {
        if (fault.kind() == DeliveryFault.Kind.ALREADY_RECEIVED) {
            acknowledged(dispatch, null);
            return;
        }
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            Delivery delivery = lock(dispatch.deliveryId());
            count(delivery.destination(), fault.kind().name());
            boolean unsent = deliveries.fail(dispatch.attemptId(), fault, now) && fault.unsent();
            if (delivery.state() == DeliveryState.SENDING && dispatch.attemptId().equals(delivery.attemptId())) {
                LOG.info("delivery {} to {}: attempt {} failed: {} ({})", delivery.id(), delivery.destination(),
                        dispatch.attempt(), fault.code(), fault.kind());
                decide(delivery, fault, now);
            }
            if (unsent) {
                // Last: what ends with it, ends the message too, which waits or rests by now.
                subjects.of(delivery.kind()).unsent(delivery, now);
            }
        });
    }

    /** What its call needs could not be had, such as a token: there was no claim, and so no attempt. */
    void unclaimed(UUID deliveryId, UUID enqueueId, DeliveryFault fault) {
        transaction.executeWithoutResult(status -> deliveries.lock(deliveryId)
                .filter(d -> d.state() == DeliveryState.PUBLISHED && enqueueId.equals(d.enqueueId()))
                .ifPresent(d -> {
                    count(d.destination(), fault.kind().name());
                    LOG.info("delivery {} to {} was not claimed: {} ({})", d.id(), d.destination(), fault.code(), fault.kind());
                    decide(d, fault, clock.instant());
                }));
    }

    /** It could not even be prepared, such as for a setting that lacks: a person must look. */
    void unclaimable(UUID deliveryId, UUID enqueueId) {
        transaction.executeWithoutResult(status -> deliveries.lock(deliveryId)
                .filter(d -> d.state() == DeliveryState.PUBLISHED && enqueueId.equals(d.enqueueId()))
                .ifPresent(d -> park(d, "hub-error", clock.instant())));
    }

    /** Nobody reported the end of an attempt in time: the process that sent it is gone. That is no failure of the partner's. */
    void abandoned(Delivery delivery, Instant now) {
        if (delivery.attemptId() != null) {
            count(delivery.destination(), "IN_DOUBT");
            deliveries.finish(delivery.attemptId(), "IN_DOUBT", null, "lease-ended", now);
        }
        followProfile(delivery, "lease-ended", null, now);
    }

    /** Subscriptions come and go: they share one series. */
    void count(String destination, String result) {
        meters.counter("rabta.delivery.attempts", "partner",
                partners.find(destination).isPresent() ? destination : Relay.WEBHOOKS, "result", result).increment();
    }

    /** Locks a message after what it is about. */
    Delivery lock(UUID id) {
        Delivery seen = deliveries.find(id).orElseThrow();
        subjects.of(seen.kind()).lock(seen);
        return deliveries.lock(seen.id()).orElseThrow();
    }

    private void decide(Delivery delivery, DeliveryFault fault, Instant now) {
        switch (fault.kind()) {
            case RETRY -> retry(delivery, fault.code(), fault.retryAfter(), now);
            case IN_DOUBT -> doubt(delivery, fault.code(), fault.retryAfter(), now);
            case PARTNER -> {
                deliveries.move(delivery.id(), DeliveryState.DUE, now, fault.code(), now);
                pause(delivery.destination(), fault.code(), now);
            }
            default -> park(delivery, fault.code(), fault.detail(), now);
        }
    }

    /** The profile decides about what may have arrived; whichever way it goes, the partner failed. */
    private void doubt(Delivery delivery, String code, @Nullable Duration retryAfter, Instant now) {
        followProfile(delivery, code, retryAfter, now);
        SendingRules.Rules rule = rules.of(delivery.destination());
        if ("park".equals(rule.inDoubt())) {
            countPark(delivery, "in-doubt", now);
        }
        failure(delivery, rule, code, now);
    }

    private void followProfile(Delivery delivery, String code, @Nullable Duration retryAfter, Instant now) {
        SendingRules.Rules rule = rules.of(delivery.destination());
        Instant next = now.plus(wait(delivery, rule, retryAfter));
        switch (rule.inDoubt()) {
            // A gateway that says when to come again does not know whether the partner is still at it.
            case "resend" -> deliveries.move(delivery.id(), DeliveryState.RETRY,
                    retryAfter == null ? next : deliveries.notBeforeLease(delivery.id(), next), code, now);
            case "query" -> deliveries.doubt(delivery.id(), next, now);
            default -> undecided(delivery, now);
        }
    }

    /** The partner will be asked, by the profile's retry and breaker. */
    void ask(Delivery delivery, String code, @Nullable Duration retryAfter, Instant now) {
        SendingRules.Rules rule = rules.of(delivery.destination());
        deliveries.doubt(delivery.id(), now.plus(wait(delivery, rule, retryAfter)), now);
        failure(delivery, rule, code, now);
    }

    private void retry(Delivery delivery, String code, @Nullable Duration retryAfter, Instant now) {
        SendingRules.Rules rule = rules.of(delivery.destination());
        deliveries.move(delivery.id(), DeliveryState.RETRY, now.plus(wait(delivery, rule, retryAfter)), code, now);
        failure(delivery, rule, code, now);
    }

    private static Duration wait(Delivery delivery, SendingRules.Rules rule, @Nullable Duration retryAfter) {
        return retryAfter == null ? rule.backoff(Math.max(1, delivery.attempts())) : retryAfter;
    }

    private void failure(Delivery delivery, SendingRules.Rules rule, String code, Instant now) {
        if (destinations.failed(delivery.destination(), rule.failures(), rule.probe(), now)) {
            LOG.warn("destination {}: circuit opened after {} failures in a row, last {}", delivery.destination(),
                    rule.failures(), code);
        }
    }

    /** In doubt, and neither asked about nor sent again. No failure of the partner's, which was not even called. */
    void undecided(Delivery delivery, Instant now) {
        stop(delivery, "in-doubt", List.of(), now);
    }

    void park(Delivery delivery, String code, Instant now) {
        park(delivery, code, List.of(), now);
    }

    private void park(Delivery delivery, String code, List<String> detail, Instant now) {
        stop(delivery, code, detail, now);
        countPark(delivery, code, now);
    }

    private void countPark(Delivery delivery, String code, Instant now) {
        // What could not be made is the hub's own fault: it says nothing about the partner, which serves the others on.
        if (!DeliveryFault.MAPPING.equals(code) && destinations.parked(delivery.destination(), code, now) == EQUAL_PARKS) {
            pause(delivery.destination(), EQUAL_PARKS + " parked in a row: " + code, now);
        }
    }

    /** Parked, unless it was taken back meanwhile: then it must not hold up the message that says so to the partner. */
    private void stop(Delivery delivery, String code, List<String> detail, Instant now) {
        DeliverySubject subject = subjects.of(delivery.kind());
        if (!subject.wanted(delivery)) {
            deliveries.move(delivery.id(), DeliveryState.VOIDED, now, code, now);
            return;
        }
        deliveries.move(delivery.id(), DeliveryState.PARKED, now, code, now);
        subject.parked(delivery, code, detail, now);
        LOG.warn("delivery {} to {} parked: {}{}", delivery.id(), delivery.destination(), code,
                detail.isEmpty() ? "" : " " + detail);
    }

    void pause(String destination, String why, Instant now) {
        destinations.pause(destination, "hub", why, now);
        LOG.error("destination {} paused by the hub: {}. Mend it, then POST /v1/admin/partners/{}/resume",
                destination, why, destination);
    }
}
