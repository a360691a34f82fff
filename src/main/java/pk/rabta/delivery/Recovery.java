package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    /** Younger than that, a published message may be between our commit and the broker's answer. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

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
        transaction.executeWithoutResult(status -> {
            List<Delivery> ended = deliveries.leaseEnded(now, BATCH);
            ended.forEach(delivery -> settlements.abandoned(delivery, now));
            if (!ended.isEmpty()) {
                LOG.warn("{} attempts ended without a report; treated as in doubt", ended.size());
            }
        });
    }

    /** What is in doubt goes the way that the profile states now, where that is no longer to ask. */
    public void followProfiles() {
        Instant now = clock.instant();
        jdbc.sql("select distinct destination from delivery where state = 'IN_DOUBT' and due_at <= :now")
                .param("now", Timestamp.from(now)).query(String.class).list().stream()
                .filter(destination -> !"query".equals(rules.of(destination).inDoubt()))
                .forEach(destination -> transaction.executeWithoutResult(status ->
                        deliveries.doubtful(destination, now)
                                .ifPresent(delivery -> settlements.doubt(delivery, "in-doubt", now))));
    }

    /** Published messages of a queue that the broker holds nothing of are due again. */
    public void republish() {
        Instant now = clock.instant();
        for (String queue : settledQueues(now)) {
            if (broker.isEmpty(queue)) {
                int lost = due(queue, now);
                if (lost > 0) {
                    LOG.warn("the broker holds nothing for {}: {} messages are due again", queue, lost);
                }
            }
        }
    }

    private List<String> settledQueues(Instant now) {
        return jdbc.sql("select distinct queue from delivery where state = 'PUBLISHED' and published_at < :before")
                .param("before", Timestamp.from(now.minus(SETTLING))).query(String.class).list();
    }

    private int due(String queue, Instant now) {
        return jdbc.sql("""
                update delivery set state = 'DUE', due_at = :now, enqueue_id = null, published_at = null,
                  updated_at = :now
                where queue = :queue and state = 'PUBLISHED' and published_at < :before""")
                .param("queue", queue).param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(SETTLING))).update();
    }
}
