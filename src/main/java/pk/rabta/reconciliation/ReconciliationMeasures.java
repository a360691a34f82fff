package pk.rabta.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What Prometheus sees of the last round, on each node, whichever of them made it. Names: src/docs/admin.md. */
@Component("reconciliationMeasures")
public class ReconciliationMeasures {

    private final ReconciledPartners partners;
    private final StoredReports stored;
    private final Clock clock;
    private final MultiGauge gaps;
    private final MultiGauge age;
    /** Since when this node knows each partner. */
    private final Map<String, Instant> known = new ConcurrentHashMap<>();

    ReconciliationMeasures(ReconciledPartners partners, StoredReports stored, Clock clock, MeterRegistry meters) {
        this.partners = partners;
        this.stored = stored;
        this.clock = clock;
        this.gaps = MultiGauge.builder("rabta.reconciliation.gaps")
                .description("What was sent or answered and lacks its other half").register(meters);
        this.age = MultiGauge.builder("rabta.reconciliation.age.seconds")
                .description("Time since a partner was last reconciled").register(meters);
        // A series that is there from the start shows its first increase.
        List<Row<?>> none = new ArrayList<>();
        List<Row<?>> young = new ArrayList<>();
        for (String partner : partners.ids()) {
            known.put(partner, clock.instant());
            young.add(Row.of(Tags.of("partner", partner), 0));
            for (GapKind kind : GapKind.values()) {
                none.add(row(partner, kind, 0));
            }
        }
        gaps.register(none);
        age.register(young);
    }

    /**
     * Reads the numbers that were kept. A partner that was never reconciled has no gaps that are known; its age counts from
     * the start of this node, or from when it first had a referral: if no round ever succeeds, that is told too. One at a
     * time: what was read earlier must not register later.
     */
    public synchronized void refresh() {
        List<Row<?>> numbers = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        for (String partner : partners.ids()) {
            Instant since = known.computeIfAbsent(partner, it -> clock.instant());
            Optional<StoredReports.Stored> newest = stored.newest(partner).stream().findFirst();
            Instant last = newest.map(StoredReports.Stored::madeAt).orElse(since);
            ages.add(Row.of(Tags.of("partner", partner),
                    Math.max(0, Duration.between(last, clock.instant()).toSeconds())));
            for (GapKind kind : GapKind.values()) {
                numbers.add(row(partner, kind, newest.map(it -> it.counts().path(kind.word()).asLong()).orElse(0L)));
            }
        }
        gaps.register(numbers, true);
        age.register(ages, true);
    }

    private static Row<?> row(String partner, GapKind kind, long number) {
        return Row.of(Tags.of("partner", partner, "kind", kind.word()), number);
    }
}
