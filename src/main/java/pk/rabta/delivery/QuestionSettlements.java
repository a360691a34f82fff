package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records what a partner said when it was asked whether it has a message, in one transaction with what follows. */
@Component
class QuestionSettlements {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionSettlements.class);
    private static final String UNANSWERED = "UNANSWERED";

    /** So many answers to one message's questions that nobody can read are an error that stays, such as a page to log in. */
    private static final int UNREADABLE = 5;

    private final Deliveries deliveries;
    private final Destinations destinations;
    private final Settlements settlements;
    private final TransactionTemplate transaction;
    private final Clock clock;

    QuestionSettlements(Deliveries deliveries, Destinations destinations, Settlements settlements,
                        TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.destinations = destinations;
        this.settlements = settlements;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** It has the message: as good as its acknowledgement, even where a person or another question was faster. */
    void found(Dispatch question, JsonNode answer) {
        settlements.found(question, answer);
    }

    /** It does not have it: due again, under the same id. The lease of the attempt ended before the question. */
    void missing(Dispatch question) {
        settle(question, "NOT_FOUND", null, (delivery, now) -> {
            deliveries.move(delivery.id(), DeliveryState.DUE, now, null, now);
            destinations.succeeded(delivery.destination(), now);
        });
    }

    /** It said neither yes nor no. What may pass is asked again; what the question itself does wrong, is not. */
    void unanswered(Dispatch question, DeliveryFault fault) {
        LOG.info("delivery {} to {}: question failed: {} ({})", question.deliveryId(), question.partner(),
                fault.code(), fault.kind());
        settle(question, UNANSWERED, fault, (delivery, now) -> {
            switch (stays(delivery, fault) ? DeliveryFault.Kind.PARK : fault.kind()) {
                case RETRY, IN_DOUBT -> settlements.ask(delivery, fault.code(), fault.retryAfter(), now);
                case PARTNER -> {
                    deliveries.doubt(delivery.id(), now, now);
                    settlements.pause(delivery.destination(), fault.code(), now);
                }
                default -> settlements.park(delivery, "in-doubt", now);
            }
        });
    }

    private boolean stays(Delivery delivery, DeliveryFault fault) {
        return DeliveryFault.ANSWER_BROKEN.equals(fault.code())
                && deliveries.attempts(delivery.id(), UNANSWERED, fault.code()) >= UNREADABLE;
    }

    private void settle(Dispatch question, String result, @Nullable DeliveryFault fault,
                        BiConsumer<Delivery, Instant> effect) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            Delivery delivery = settlements.lock(question.deliveryId());
            settlements.count(question.partner(), result);
            deliveries.finish(question.attemptId(), result, fault == null ? null : fault.status(),
                    fault == null ? null : fault.code(), now);
            // Another question, a person, or the late answer to the message itself was faster.
            if (delivery.state() == DeliveryState.IN_DOUBT && question.attemptId().equals(delivery.attemptId())) {
                effect.accept(delivery, now);
            }
        });
    }
}
