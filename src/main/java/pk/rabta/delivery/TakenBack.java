package pk.rabta.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets go of an attempt before its end: its message is due again, so that a claim judges what became of its basis. */
@Component
class TakenBack {

    private static final Logger LOG = LoggerFactory.getLogger(TakenBack.class);
    /** So many attempts may be late without a pause between them. */
    private static final int SOON = 3;

    private final Deliveries deliveries;
    private final Settlements settlements;
    private final Subjects subjects;
    private final SendingRules rules;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakenBack(Deliveries deliveries, Settlements settlements, Subjects subjects, SendingRules rules,
              TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.settlements = settlements;
        this.subjects = subjects;
        this.rules = rules;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * It was taken out of a list before that went.
     *
     * @param begun the list's upload had begun: the message may have left
     */
    void outOfList(UUID deliveryId, UUID attemptId, boolean begun) {
        due(deliveryId, attemptId, begun ? new DeliveryFault(DeliveryFault.Kind.IN_DOUBT, DeliveryFault.UPLOAD_UNDONE,
                "its basis ended during the upload", null) : unsent("its basis ended"), Duration.ZERO);
    }

    /** Nothing of it left within a second of its claim. A hub that is never in time does not try without pause. */
    void late(Dispatch dispatch) {
        LOG.warn("delivery {} to {}: attempt {} was not in time, and is claimed again", dispatch.deliveryId(),
                dispatch.partner(), dispatch.attempt());
        due(dispatch.deliveryId(), dispatch.attemptId(), unsent("it was not in time"),
                dispatch.attempt() <= SOON ? Duration.ZERO : rules.of(dispatch.partner()).backoff(dispatch.attempt() - SOON));
    }

    private static DeliveryFault unsent(String why) {
        return new DeliveryFault(DeliveryFault.Kind.RETRY, DeliveryFault.TAKEN_BACK, why, null);
    }

    private void due(UUID deliveryId, UUID attemptId, DeliveryFault fault, Duration wait) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            Delivery delivery = settlements.lock(deliveryId);
            boolean runs = delivery.state() == DeliveryState.SENDING && attemptId.equals(delivery.attemptId());
            if (runs && deliveries.fail(attemptId, fault, now)) {
                deliveries.move(delivery.id(), DeliveryState.DUE, now.plus(wait), fault.code(), now);
                if (fault.unsent()) {
                    subjects.of(delivery.kind()).unsent(delivery, now);
                }
            }
        });
    }
}
