package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;
import pk.rabta.partner.Partners;

/**
 * The broker holds what the database says it does. Both move while one looks, so only what cannot be explained by that
 * counts: fewer than were published before the look and still are after it, or more than were known before and after it.
 */
@Component
class BrokerHoldsPublished implements Invariant {

    /** {@link Recovery} mends a loss after 15 minutes at most, at once where the broker holds nothing. */
    private static final Duration BOUND = Duration.ofMinutes(20);
    /** Younger ones may not be committed yet. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final BrokerLink broker;
    private final Partners partners;
    private Map<String, Instant> differsSince = new HashMap<>();

    BrokerHoldsPublished(JdbcClient jdbc, BrokerLink broker, Partners partners) {
        this.jdbc = jdbc;
        this.broker = broker;
        this.partners = partners;
    }

    @Override
    public String name() {
        return "broker-holds-published";
    }

    @Override
    public String meaning() {
        return "what the broker holds for a partner is what the database has published to it";
    }

    @Override
    public String repair() {
        return "Fewer: the hub sends them to the broker again by itself; that it did not, routes relay and relay-recover in"
                + " GET /v1/admin/routes and their lines in the log explain. More: leftovers that the claim drops, and route"
                + " deliver-<partner> is stuck. A queue may be emptied at the broker at any time: nothing is lost";
    }

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        Map<String, Long> before = handedOver(now.plus(SETTLING));
        Set<String> queues = new TreeSet<>(partners.ids());
        queues.add(Relay.WEBHOOKS);
        queues.addAll(before.keySet());
        Map<String, BrokerLink.Held> held = broker.held(queues);
        Map<String, Long> settled = published(now.minus(SETTLING));
        Map<String, Long> after = handedOver(now.plus(SETTLING));
        Map<String, Instant> differs = new HashMap<>();
        List<Violation> found = new ArrayList<>();
        held.forEach((queue, there) -> {
            long least = settled.getOrDefault(queue, 0L);
            long most = Math.max(before.getOrDefault(queue, 0L), after.getOrDefault(queue, 0L));
            // What is too much in a queue that nobody serves now, such as a list's between two runs, is dropped later.
            if (there.messages() < least || there.messages() > most && there.consumers() > 0) {
                Instant since = differsSince.getOrDefault(queue, now);
                differs.put(queue, since);
                if (Duration.between(since, now).compareTo(BOUND) > 0) {
                    found.add(new Violation(queue, "since " + since + " the broker holds "
                            + (there.messages() < least ? "fewer" : "more") + " than were published", false));
                }
            }
        });
        differsSince = differs;
        return found;
    }

    /** A message stays with the broker while it is being sent. */
    private Map<String, Long> handedOver(Instant before) {
        return count("state in ('PUBLISHED', 'SENDING')", before);
    }

    private Map<String, Long> published(Instant before) {
        return count("state = 'PUBLISHED'", before);
    }

    private Map<String, Long> count(String which, Instant before) {
        return jdbc.sql("select queue, count(*) as number from delivery where " + which
                        + " and published_at < :before group by queue")
                .param("before", Timestamp.from(before))
                .query((row, n) -> Map.entry(row.getString("queue"), row.getLong("number"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
