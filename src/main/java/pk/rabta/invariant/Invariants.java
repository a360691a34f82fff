package pk.rabta.invariant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at all invariants, on each node. A violation is a metric, an alert ({@code InvariantViolated}) and a line in the
 * log that says how to repair it.
 */
@Component("invariants")
public class Invariants {

    private static final Logger LOG = LoggerFactory.getLogger(Invariants.class);
    /** Ids in one line of the log; the API has them all. */
    private static final int NAMED = 10;
    private static final Found NOTHING = new Found(Instant.MAX, List.of());

    private final List<Invariant> all;
    private final Clock clock;
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private volatile Instant checkedAt;

    Invariants(List<Invariant> all, Clock clock, MeterRegistry meters) {
        this.all = List.copyOf(all);
        this.clock = clock;
        this.checkedAt = clock.instant();
        all.forEach(invariant -> Gauge.builder("rabta.invariant.violations", () -> shown(invariant.name()))
                .tag("invariant", invariant.name()).description("Places where what must be true is not").register(meters));
        Gauge.builder("rabta.invariant.age.seconds", () -> Duration.between(checkedAt, this.clock.instant()).toSeconds())
                .description("Since all invariants were last looked at").register(meters);
    }

    /**
     * What the last look found of one invariant.
     *
     * @param since when the first of an unbroken row of looks found something
     */
    public record Found(Instant since, List<Violation> violations) {}

    /** One look at all of them; one that cannot be looked at does not hide the others. */
    public void run() {
        boolean complete = true;
        for (Invariant invariant : all) {
            try {
                note(invariant, invariant.violations(clock.instant()));
            } catch (RuntimeException e) {
                complete = false;
                LOG.error("invariant {} could not be looked at: {}; the last look counts", invariant.name(),
                        e.getClass().getName());
            }
        }
        if (complete) {
            checkedAt = clock.instant();
        }
    }

    List<Invariant> all() {
        return all;
    }

    Found of(String invariant) {
        return found.getOrDefault(invariant, NOTHING);
    }

    Instant checkedAt() {
        return checkedAt;
    }

    /** A gauge is seen by people without clearance. */
    private long shown(String invariant) {
        return of(invariant).violations().stream().filter(violation -> !violation.hidden()).count();
    }

    private void note(Invariant invariant, List<Violation> now) {
        Found before = of(invariant.name());
        if (now.isEmpty()) {
            if (found.remove(invariant.name()) != null) {
                LOG.info("invariant {} holds again", invariant.name());
            }
            return;
        }
        found.put(invariant.name(), new Found(before == NOTHING ? clock.instant() : before.since(), List.copyOf(now)));
        List<String> known = before.violations().stream().map(Violation::object).toList();
        List<Violation> fresh = now.stream().filter(violation -> !known.contains(violation.object())).toList();
        if (!fresh.isEmpty()) {
            LOG.error("invariant {} does not hold ({}): {}{}. {}", invariant.name(), invariant.meaning(),
                    fresh.stream().limit(NAMED).map(it -> it.object() + " " + it.found()).collect(Collectors.joining("; ")),
                    fresh.size() > NAMED ? " and " + (fresh.size() - NAMED) + " more" : "", invariant.repair());
        }
    }
}
