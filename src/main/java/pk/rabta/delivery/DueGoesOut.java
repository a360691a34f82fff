package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/**
 * Nothing waits without a reason that the hub can name: the partner is paused, its breaker open, its hours over, its window
 * full, an earlier message goes first, or others are going out. The first in line that none of it holds back must go. Which
 * message that is, is not told: all behind it wait too, so it concerns everybody, and it may be a protected witness's.
 */
@Component
class DueGoesOut implements Invariant {

    private final JdbcClient jdbc;
    private final Relay relay;
    private final OpenDestinations destinations;
    private final FirstInLine line = new FirstInLine(Duration.ZERO);

    DueGoesOut(JdbcClient jdbc, Relay relay, OpenDestinations destinations) {
        this.jdbc = jdbc;
        this.relay = relay;
        this.destinations = destinations;
    }

    @Override
    public String name() {
        return "due-goes-out";
    }

    @Override
    public String meaning() {
        return "a message that is due, to a destination that is open, leaves within minutes";
    }

    @Override
    public String repair() {
        return "Route relay in GET /v1/admin/routes and health of relay and jms on the management port: without them nothing"
                + " leaves. If they are well, restart one node after the other; what is due stays due";
    }

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        List<Violation> found = new ArrayList<>();
        for (String destination : relay.due(now)) {
            if (relay.places(destination, now) > 0) {
                first(destination, now).filter(id -> line.standing(destination, id, now)
                                .compareTo(destinations.bound(destination)) > 0)
                        .ifPresent(id -> found.add(destinations.violation(destination,
                                "its first message does not go, and nothing holds it back")));
            }
        }
        line.looked(now);
        return found.subList(0, Math.min(MOST, found.size()));
    }

    private Optional<UUID> first(String destination, Instant now) {
        return jdbc.sql(Relay.NEXT + " limit 1").param("destination", destination).param("now", Timestamp.from(now))
                .query((row, n) -> row.getObject("id", UUID.class)).optional();
    }
}
