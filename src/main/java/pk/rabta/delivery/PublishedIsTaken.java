package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/**
 * What was handed to the broker is claimed: the route of an open destination runs, and gets through its claims. Of each
 * destination the oldest message that the broker has is looked at; if it stays the oldest, it is stuck. {@link Recovery} may
 * put it back meanwhile, and {@link Relay} hand it over anew: its own times say nothing then.
 */
@Component
class PublishedIsTaken implements Invariant {

    private static final Duration BOUND = Duration.ofMinutes(20);
    /** So long at most it is due again, or behind a message that was tried before it. */
    private static final Duration ABSENCE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final BrokerLink broker;
    private final SendingRules rules;
    private final OpenDestinations destinations;
    private final FirstInLine line = new FirstInLine(ABSENCE);

    PublishedIsTaken(JdbcClient jdbc, BrokerLink broker, SendingRules rules, OpenDestinations destinations) {
        this.jdbc = jdbc;
        this.broker = broker;
        this.rules = rules;
        this.destinations = destinations;
    }

    @Override
    public String name() {
        return "published-is-taken";
    }

    @Override
    public String meaning() {
        return "what was handed to the broker for a destination that is open is claimed within minutes";
    }

    @Override
    public String repair() {
        return "Route deliver-<partner> (webhooks: deliver-webhook) in GET /v1/admin/routes: where it is stopped, restart that node."
                + " Where it runs, its lines in the log say what the claim fails by. If there are none, restart one node after the other:"
                + " nothing is lost and nothing sent twice";
    }

    private record Oldest(String destination, String queue, UUID id) {}

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        List<Oldest> all = jdbc.sql("""
                select distinct on (destination) destination, queue, id from delivery where state = 'PUBLISHED'
                order by destination, sequence""")
                .query((row, n) -> new Oldest(row.getString("destination"), row.getString("queue"),
                        row.getObject("id", UUID.class))).list();
        Map<String, BrokerLink.Held> held = broker.held(all.stream().map(Oldest::queue).collect(Collectors.toSet()));
        List<Violation> found = new ArrayList<>();
        for (Oldest oldest : all) {
            boolean served = held.get(oldest.queue()).consumers() > 0;
            if ((served || !rules.inLists(oldest.queue())) && destinations.open(oldest.destination(), now)
                    && line.standing(oldest.destination(), oldest.id(), now).compareTo(BOUND) > 0) {
                found.add(destinations.violation(oldest.destination(), served ? "what was handed over for it is not claimed"
                        : "nobody takes what was handed over for it"));
            }
        }
        line.looked(now);
        return found.subList(0, Math.min(MOST, found.size()));
    }
}
