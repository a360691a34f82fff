package pk.rabta.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.BrokerLink.Thin;
import pk.rabta.delivery.Destinations.Circuit;
import pk.rabta.partner.Partners;

/**
 * Tops up each queue of the broker from the database: what is due, highest priority first, in order within a group,
 * at most a window, at the partner's rate, and only while its destination is open. See src/docs/crash-table.md.
 */
@Component("relay")
class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    static final String WEBHOOKS = "webhooks";

    private final JdbcClient jdbc;
    private final BrokerLink broker;
    private final BrokerSettings settings;
    private final Destinations destinations;
    private final SendingRules rules;
    private final RateBudget budget;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final List<String> queues = new ArrayList<>();
    private volatile Instant lastRound;

    Relay(JdbcClient jdbc, BrokerLink broker, BrokerSettings settings, Destinations destinations, SendingRules rules,
          Partners partners, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.broker = broker;
        this.settings = settings;
        this.destinations = destinations;
        this.rules = rules;
        this.budget = new RateBudget();
        this.transaction = transaction;
        this.clock = clock;
        this.lastRound = clock.instant();
        this.queues.addAll(partners.ids());
        this.queues.add(WEBHOOKS);
    }

    /** One round over all queues that have something due. Called by the route {@code relay}, one round at a time. */
    public void run() {
        Instant now = clock.instant();
        for (String queue : due(now)) {
            try {
                int room = room(queue, now);
                if (room > 0) {
                    budget.spend(queue, publish(queue, room, now));
                }
            } catch (RuntimeException e) {
                // One queue's trouble must not hold up the others; what was not published stays due.
                LOG.warn("relay of {} failed, tried again at the next round: {}", queue, e.getMessage());
            }
        }
        lastRound = now;
    }

    /** When a round last came to its end. */
    Instant lastRound() {
        return lastRound;
    }

    private List<String> due(Instant now) {
        return jdbc.sql("""
                select q from unnest(cast(:queues as text[])) q
                where exists (select 1 from delivery d
                  where d.queue = q and d.state in ('DUE', 'RETRY') and d.due_at <= :now)""")
                .param("queues", queues.toArray(String[]::new)).param("now", Timestamp.from(now))
                .query(String.class).list();
    }

    private int room(String queue, Instant now) {
        int published = jdbc.sql("select count(*) from delivery where queue = :queue and state = 'PUBLISHED'")
                .param("queue", queue).query(Integer.class).single();
        int room = settings.window() - published;
        if (WEBHOOKS.equals(queue)) {
            return room;
        }
        Destinations.State state = destinations.get(queue);
        SendingRules.Rules rule = rules.of(queue);
        if (state.paused() || state.circuit(now) == Circuit.OPEN || !rule.opens(now)) {
            return 0;
        }
        // Half-open: one message asks whether the partner is back.
        int allowed = state.circuit(now) == Circuit.HALF_OPEN ? 1 - published : room;
        return Math.min(allowed, budget.left(queue, rule.rate(), now));
    }

    private int publish(String queue, int room, Instant now) {
        Integer count = transaction.execute(status -> {
            List<Thin> batch = take(queue, room, now);
            if (!batch.isEmpty()) {
                mark(batch, now);
                // Before our commit: a crash in between leaves rows due and messages stale, never the reverse.
                broker.send(queue, batch);
            }
            return batch.size();
        });
        return count == null ? 0 : count;
    }

    List<Thin> take(String queue, int room, Instant now) {
        return jdbc.sql("""
                select d.id, d.priority from delivery d
                where d.queue = :queue and d.state in ('DUE', 'RETRY') and d.due_at <= :now
                  and not exists (select 1 from delivery e where e.order_group = d.order_group
                    and e.sequence < d.sequence
                    and e.state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT'))
                  and not exists (select 1 from delivery p where p.referral_id = d.referral_id
                    and p.destination = d.destination and p.sequence < d.sequence and p.state = 'PARKED')
                  and not exists (select 1 from destination_state s where s.id = d.destination
                    and (s.paused or s.open_until > :now))
                order by d.priority desc, d.sequence
                limit :room for update of d skip locked""")
                .param("queue", queue).param("now", Timestamp.from(now)).param("room", room)
                .query((row, n) -> new Thin(row.getObject("id", UUID.class), UuidCreator.getTimeOrderedEpoch(),
                        row.getInt("priority"))).list();
    }

    private void mark(List<Thin> batch, Instant now) {
        jdbc.sql("""
                update delivery d set state = 'PUBLISHED', enqueue_id = t.enqueue_id, published_at = :now,
                  reason = null, updated_at = :now
                from unnest(cast(:ids as uuid[]), cast(:enqueues as uuid[])) as t (id, enqueue_id)
                where d.id = t.id""")
                .param("ids", batch.stream().map(Thin::deliveryId).toArray(UUID[]::new))
                .param("enqueues", batch.stream().map(Thin::enqueueId).toArray(UUID[]::new))
                .param("now", Timestamp.from(now)).update();
    }
}
