package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/** A message in doubt does not stay so for want of asking: the next one is asked about, at the partner's rate. */
@Component
class DoubtIsAsked implements Invariant {

    private final JdbcClient jdbc;
    private final OpenDestinations destinations;
    private final FirstInLine line = new FirstInLine(Duration.ZERO);

    DoubtIsAsked(JdbcClient jdbc, OpenDestinations destinations) {
        this.jdbc = jdbc;
        this.destinations = destinations;
    }

    @Override
    public String name() {
        return "doubt-is-asked";
    }

    @Override
    public String meaning() {
        return "an open partner is asked about what is in doubt within minutes of its time, or as the profile says";
    }

    @Override
    public String repair() {
        return "Route query-<partner> in GET /v1/admin/routes (relay-recover where the profile does not say query): where it"
                + " is stopped, restart that node; its lines in the log say what fails. GET /v1/admin/deliveries?state=IN_DOUBT has the messages";
    }

    private record Next(String destination, UUID id) {}

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        List<Violation> found = new ArrayList<>();
        jdbc.sql("""
                select distinct on (destination) destination, id from delivery where state = 'IN_DOUBT' and due_at <= :now
                order by destination, sequence""").param("now", Timestamp.from(now))
                .query((row, n) -> new Next(row.getString("destination"), row.getObject("id", UUID.class))).list().stream()
                .filter(next -> destinations.open(next.destination(), now))
                .filter(next -> line.standing(next.destination(), next.id(), now)
                        .compareTo(destinations.bound(next.destination())) > 0)
                .forEach(next -> found.add(destinations.violation(next.destination(),
                        "is not asked about what is in doubt")));
        line.looked(now);
        return found.subList(0, Math.min(MOST, found.size()));
    }
}
