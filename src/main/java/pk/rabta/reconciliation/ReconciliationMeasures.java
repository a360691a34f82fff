package pk.rabta.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What Prometheus sees of the last round, on each node, whichever of them made it. Names: src/docs/admin.md. */
@Component("reconciliationMeasures")
public class ReconciliationMeasures {

    private final ReconciledPartners partners;
    private final StoredReports stored;
    private final Clock clock;
    private final MultiGauge gaps;
    private final MultiGauge age;

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
            young.add(Row.of(Tags.of("partner", partner), 0));
            for (GapKind kind : GapKind.values()) {
                none.add(row(partner, kind, 0));
            }
        }
        gaps.register(none);
        age.register(young);
    }

    /** Reads the numbers that were kept; a partner that was never reconciled has none. */
    public void refresh() {
        List<Row<?>> numbers = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        for (String partner : partners.ids()) {
            stored.newest(partner).forEach(last -> {
                ages.add(Row.of(Tags.of("partner", partner),
                        Math.max(0, Duration.between(last.madeAt(), clock.instant()).toSeconds())));
                for (GapKind kind : GapKind.values()) {
                    numbers.add(row(partner, kind, last.counts().path(kind.word()).asLong()));
                }
            });
        }
        gaps.register(numbers, true);
        age.register(ages, true);
    }

    private static Row<?> row(String partner, GapKind kind, long number) {
        return Row.of(Tags.of("partner", partner, "kind", kind.word()), number);
    }
}
