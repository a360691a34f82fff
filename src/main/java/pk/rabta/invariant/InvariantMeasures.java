package pk.rabta.invariant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What Prometheus sees of the last look, on each node, whichever of them looked. Numbers of violations, those that need
 * clearance among them: that something about somebody hidden went wrong somewhere tells neither who nor where, and a lost
 * message about a protected witness must raise the alert too.
 */
@Component("invariantMeasures")
public class InvariantMeasures {

    private final List<Invariant> all;
    private final Looks looks;
    private volatile Map<String, Look> last = Map.of();
    private volatile Instant lookedAt;

    InvariantMeasures(List<Invariant> all, Looks looks, Clock clock, MeterRegistry meters) {
        this.all = List.copyOf(all);
        this.looks = looks;
        this.lookedAt = clock.instant();
        all.forEach(invariant -> Gauge.builder("rabta.invariant.violations", () -> number(invariant.name()))
                .tag("invariant", invariant.name()).description("Places where what must be true is not").register(meters));
        Gauge.builder("rabta.invariant.age.seconds", () -> Duration.between(lookedAt, clock.instant()).toSeconds())
                .description("Since the invariant was looked at that was not looked at for the longest time").register(meters);
    }

    /**
     * Reads what was kept. Until all were looked at for the first time, their age counts from the start of this node. One
     * at a time: what was read earlier must not be told later.
     */
    public synchronized void refresh() {
        last = looks.all();
        lookedAt = Look.oldest(last, all, lookedAt);
    }

    private int number(String invariant) {
        return last.getOrDefault(invariant, Look.NONE).found().size();
    }
}
