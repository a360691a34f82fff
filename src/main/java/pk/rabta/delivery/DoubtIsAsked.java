package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/** A message in doubt does not stay so for want of asking: the next one is asked about, at the partner's rate. */
@Component
class DoubtIsAsked implements Invariant {

    private final Deliveries deliveries;
    private final OpenDestinations destinations;
    private final FirstInLine line = new FirstInLine(Duration.ZERO);

    DoubtIsAsked(Deliveries deliveries, OpenDestinations destinations) {
        this.deliveries = deliveries;
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

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        List<Violation> found = deliveries.doubtfulDestinations().stream()
                .filter(destination -> destinations.open(destination, now))
                .filter(destination -> deliveries.nextDoubtful(destination, now)
                        .filter(next -> line.standing(destination, next, now).compareTo(destinations.bound(destination)) > 0)
                        .isPresent())
                .map(destination -> destinations.violation(destination, "is not asked about what is in doubt")).toList();
        line.looked(now);
        return found.subList(0, Math.min(MOST, found.size()));
    }
}
