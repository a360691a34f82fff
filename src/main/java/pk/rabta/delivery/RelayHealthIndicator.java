package pk.rabta.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the relay makes its rounds: without it everything is accepted and nothing leaves. */
@Component
class RelayHealthIndicator implements HealthIndicator {

    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

    private final Relay relay;
    private final Clock clock;

    RelayHealthIndicator(Relay relay, Clock clock) {
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Instant last = relay.lastRound();
        boolean late = last.plus(LONGEST_ROUND).isBefore(clock.instant());
        return (late ? Health.down() : Health.up()).withDetail("lastRound", last.toString()).build();
    }
}
