package pk.rabta.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import pk.rabta.lease.Leases;

/** Whether the relay makes its rounds, here or on another node: without it everything is accepted and nothing leaves. */
@Component
class RelayHealthIndicator implements HealthIndicator {

    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    /** The route that makes them, and so the name of its lease. */
    private static final String ROUTE = "relay";

    private final Relay relay;
    private final Leases leases;
    private final Clock clock;

    RelayHealthIndicator(Relay relay, Leases leases, Clock clock) {
        this.relay = relay;
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Instant last = relay.lastRound();
        boolean late = last.plus(LONGEST_ROUND).isBefore(clock.instant());
        if (late && leases.heldElsewhere(ROUTE)) {
            return Health.up().withDetail("relay", "another node makes the rounds").build();
        }
        return (late ? Health.down() : Health.up()).withDetail("lastRound", last.toString()).build();
    }
}
