package pk.rabta.invariant;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.lease.LeaseLostException;

/**
 * Looks at all invariants, on one node at a time, and keeps what it found where all see it. A violation is a metric, an alert
 * ({@code InvariantViolated}) and a line in the log that says how to repair it.
 */
@Component("invariants")
public class Invariants {

    private static final Logger LOG = LoggerFactory.getLogger(Invariants.class);
    /** Ids in one line of the log; the API has them all. */
    private static final int NAMED = 10;

    private final List<Invariant> all;
    private final Looks looks;
    private final Clock clock;

    Invariants(List<Invariant> all, Looks looks, Clock clock) {
        this.all = List.copyOf(all);
        this.looks = looks;
        this.clock = clock;
    }

    /** One look at all of them; one that cannot be looked at does not hide the others. */
    public synchronized void run() {
        var before = looks.all();
        for (Invariant invariant : all) {
            try {
                look(invariant, before.getOrDefault(invariant.name(), Look.NONE).objects());
            } catch (LeaseLostException e) {
                // Another node looks: all further ones of this round would be in vain.
                throw e;
            } catch (RuntimeException e) {
                LOG.error("invariant {} could not be looked at: {}; the last look counts", invariant.name(),
                        e.getClass().getName());
            }
        }
    }

    List<Invariant> all() {
        return all;
    }

    private void look(Invariant invariant, List<String> known) {
        List<Violation> found = invariant.violations(clock.instant(), known);
        looks.keep(invariant.name(), found, clock.instant());
        if (found.isEmpty() && !known.isEmpty()) {
            LOG.info("invariant {} holds again", invariant.name());
        }
        List<Violation> fresh = found.stream().filter(violation -> !known.contains(violation.object())).toList();
        if (!fresh.isEmpty()) {
            LOG.error("invariant {} does not hold ({}): {}. {}", invariant.name(), invariant.meaning(), told(fresh),
                    invariant.repair());
        }
    }

    /** The log is read by people without clearance: of what is hidden it has the number only. */
    static String told(List<Violation> fresh) {
        List<Violation> shown = fresh.stream().filter(violation -> !violation.hidden()).toList();
        List<String> parts = new ArrayList<>(shown.stream().limit(NAMED).map(it -> it.object() + " " + it.found()).toList());
        if (shown.size() > NAMED) {
            parts.add(shown.size() - NAMED + " more");
        }
        if (shown.size() < fresh.size()) {
            parts.add(fresh.size() - shown.size() + " that only who has clearance may see, by GET /v1/admin/invariants");
        }
        return parts.stream().collect(Collectors.joining("; "));
    }
}
