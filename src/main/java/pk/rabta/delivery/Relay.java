package pk.rabta.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.BrokerLink.Thin;
import pk.rabta.delivery.Destinations.Circuit;
import pk.rabta.lease.LeaseLostException;
import pk.rabta.partner.Partners;

/**
 * Tops up the broker's queues from the database: what is due, highest priority first, in order within a group; for each
 * destination at most a window, at its rate, and only while it is open. See src/docs/crash-table.md.
 */
@Component("relay")
class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    static final String WEBHOOKS = "webhooks";
    /** What goes to a destination next, in order: due, and behind nothing that must go before. */
    static final String NEXT = """
            select d.id, d.priority from delivery d
            where d.destination = :destination and d.state in ('DUE', 'RETRY') and d.due_at <= :now
              and\s""" + Outbox.NOTHING_BEFORE + """
            order by d.priority desc, d.sequence
            """;

    private final JdbcClient jdbc;
    private final BrokerLink broker;
    private final BrokerSettings settings;
    private final Destinations destinations;
    private final SendingRules rules;
    private final RateBudget budget;
    private final Partners partners;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile Instant lastRound;

    Relay(JdbcClient jdbc, BrokerLink broker, BrokerSettings settings, Destinations destinations, SendingRules rules,
          Partners partners, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.broker = broker;
        this.settings = settings;
        this.destinations = destinations;
        this.rules = rules;
        this.budget = new RateBudget();
        this.partners = partners;
        this.transaction = transaction;
        this.clock = clock;
        this.lastRound = clock.instant();
    }

    /** One round over all destinations that have something due. Called by the route {@code relay}, one at a time. */
    public void run() {
        Instant now = clock.instant();
        for (String destination : due(now)) {
            try {
                int room = room(destination, now);
                if (room > 0) {
                    budget.spend(destination, publish(destination, room, now));
                }
            } catch (LeaseLostException e) {
                // Another node makes the rounds: all further ones of this round would be in vain.
                throw e;
            } catch (RuntimeException e) {
                // One destination's trouble must not hold up the others; what was not published stays due.
                LOG.warn("relay to {} failed, tried again at the next round: {}", destination, e.getMessage());
            }
        }
        lastRound = now;
    }

    /** When a round last came to its end. */
    Instant lastRound() {
        return lastRound;
    }

    /** Hops from destination to destination along an index: what waits for one costs the others nothing. */
    List<String> due(Instant now) {
        return jdbc.sql("""
                with recursive waiting (id) as (
                  (select destination from delivery where state in ('DUE', 'RETRY') order by destination limit 1)
                  union all
                  select (select d.destination from delivery d
                    where d.state in ('DUE', 'RETRY') and d.destination > w.id order by d.destination limit 1)
                  from waiting w where w.id is not null)
                select id from waiting w where exists (select 1 from delivery d
                  where d.destination = w.id and d.state in ('DUE', 'RETRY') and d.due_at <= :now)""")
                .param("now", Timestamp.from(now)).query(String.class).list();
    }

    /** How many more may go to the broker now. */
    int room(String destination, Instant now) {
        Destinations.State state = destinations.get(destination);
        int places = places(destination, state, now);
        return state.circuit(now) == Circuit.HALF_OPEN ? places
                : Math.min(places, budget.left(destination, rules.of(destination).rate(), now));
    }

    /** The same whatever the rate leaves: none while there is a reason to wait. */
    int places(String destination, Instant now) {
        return places(destination, destinations.get(destination), now);
    }

    private int places(String destination, Destinations.State state, Instant now) {
        SendingRules.Rules rule = rules.of(destination);
        if (state.paused() || state.circuit(now) == Circuit.OPEN || !rule.opens(now)) {
            return 0;
        }
        InFlight inFlight = inFlight(destination);
        if (state.circuit(now) == Circuit.HALF_OPEN) {
            // One message asks whether the partner is back.
            return 1 - inFlight.published() - inFlight.sending();
        }
        return Math.min(settings.window(), rule.ahead()) - inFlight.published();
    }

    private record InFlight(int published, int sending) {}

    private InFlight inFlight(String destination) {
        return jdbc.sql("""
                select count(*) filter (where state = 'PUBLISHED') as published,
                  count(*) filter (where state = 'SENDING') as sending
                from delivery where destination = :destination and state in ('PUBLISHED', 'SENDING')""")
                .param("destination", destination)
                .query((row, n) -> new InFlight(row.getInt("published"), row.getInt("sending"))).single();
    }

    private int publish(String destination, int room, Instant now) {
        String queue = partners.find(destination).isPresent() ? destination : WEBHOOKS;
        Integer count = transaction.execute(status -> {
            List<Thin> batch = take(destination, room, now);
            if (!batch.isEmpty()) {
                mark(batch, now);
                // Before our commit: a crash in between leaves rows due and messages stale, never the reverse.
                broker.send(queue, batch);
            }
            return batch.size();
        });
        return count == null ? 0 : count;
    }

    List<Thin> take(String destination, int room, Instant now) {
        return jdbc.sql(NEXT + " limit :room for update of d skip locked")
                .param("destination", destination).param("now", Timestamp.from(now)).param("room", room)
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
