package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds what a crash left behind: attempts nobody ended, and messages that the broker does not have any more. */
@Component("recovery")
class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int BATCH = 200;
    /** In one statement. */
    private static final int RESENT = 2000;
    /** Younger than that, a published message may be between our commit and the broker's answer. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    /** Longer than the slowest partner needs for all that lies ready for it, once its queue is served. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private final Deliveries deliveries;
    private final Settlements settlements;
    private final SendingRules rules;
    private final BrokerLink broker;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Recovery(Deliveries deliveries, Settlements settlements, SendingRules rules, BrokerLink broker,
             JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.settlements = settlements;
        this.rules = rules;
        this.broker = broker;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Attempts whose lease ended are in doubt, and go the way that the partner's profile states. */
    public void endLeases() {
        Instant now = clock.instant();
        int ended = 0;
        for (Delivery delivery : deliveries.leaseEnded(now, BATCH)) {
            ended += endLease(delivery, now);
        }
        if (ended > 0) {
            LOG.warn("{} attempts ended without a report; treated as in doubt", ended);
        }
    }

    /** Each in a transaction of its own: what is wrong with one does not hold up the others. */
    private int endLease(Delivery seen, Instant now) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Delivery delivery = settlements.lock(seen.id());
                boolean same = delivery.state() == DeliveryState.SENDING
                        && Objects.equals(delivery.attemptId(), seen.attemptId());
                if (same) {
                    settlements.abandoned(delivery, now);
                }
                return same;
            })) ? 1 : 0;
        } catch (RuntimeException e) {
            LOG.error("delivery {} whose lease ended could not be judged: {}", seen.id(), e.getClass().getName());
            return 0;
        }
    }

    /** What is in doubt goes the way that the profile states now, where that is no longer to ask. */
    public void followProfiles() {
        Instant now = clock.instant();
        deliveries.doubtfulDestinations().stream()
                .filter(destination -> !"query".equals(rules.of(destination).inDoubt()))
                .forEach(destination -> follow(destination, now));
    }

    private void follow(String destination, Instant now) {
        try {
            if ("resend".equals(rules.of(destination).inDoubt())) {
                deliveries.resend(destination, RESENT, now);
            } else {
                park(destination, now);
            }
        } catch (RuntimeException e) {
            LOG.error("a message in doubt to {} could not follow its profile: {}", destination, e.getClass().getName());
        }
    }

    private void park(String destination, Instant now) {
        for (int n = 0; n < BATCH; n++) {
            UUID seen = transaction.execute(status -> deliveries.doubtful(destination, now).map(Delivery::id).orElse(null));
            if (seen == null) {
                return;
            }
            transaction.executeWithoutResult(status -> {
                Delivery delivery = settlements.lock(seen);
                if (delivery.state() == DeliveryState.IN_DOUBT) {
                    settlements.undecided(delivery, now);
                }
            });
        }
    }

    /**
     * Published messages that the broker lost are due again: all of a queue that it holds nothing of, and what nobody
     * claimed for so long. Should the broker still have one, its old enqueue id makes the claim drop it.
     */
    public void republish() {
        Instant now = clock.instant();
        for (String queue : queuesBefore(now.minus(SETTLING))) {
            BrokerLink.Held held = broker.held(queue);
            boolean empty = held.messages() == 0;
            // A queue that nobody serves now, such as a list's between two runs, forgets nothing.
            int lost = empty || held.consumers() > 0 ? due(queue, now.minus(empty ? SETTLING : FORGOTTEN), now) : 0;
            if (lost > 0) {
                LOG.warn("the broker {} {}: {} messages are due again",
                        empty ? "holds nothing for" : "did not hand over in time what was sent to", queue, lost);
            }
        }
    }

    private List<String> queuesBefore(Instant before) {
        return jdbc.sql("select distinct queue from delivery where state = 'PUBLISHED' and published_at < :before")
                .param("before", Timestamp.from(before)).query(String.class).list();
    }

    private int due(String queue, Instant before, Instant now) {
        return jdbc.sql("""
                update delivery set state = 'DUE', due_at = :now, enqueue_id = null, published_at = null,
                  updated_at = :now
                where queue = :queue and state = 'PUBLISHED' and published_at < :before""")
                .param("queue", queue).param("now", Timestamp.from(now))
                .param("before", Timestamp.from(before)).update();
    }
}
