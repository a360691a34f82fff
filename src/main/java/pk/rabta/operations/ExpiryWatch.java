package pk.rabta.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Expiries;
import pk.rabta.partner.Expiry;
import pk.rabta.partner.Partners;
import pk.rabta.time.Pakistan;

/** Certificates, keys and credentials that end: days left as a metric, and a line a day for those that end soon. */
@Component("expiryWatch")
public class ExpiryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);

    private final Partners partners;
    private final Expiries expiries;
    private final Clock clock;
    private final MultiGauge days;
    private final MultiGauge soon;
    private @Nullable LocalDate told;

    ExpiryWatch(Partners partners, Expiries expiries, Clock clock, MeterRegistry meters) {
        this.partners = partners;
        this.expiries = expiries;
        this.clock = clock;
        this.days = MultiGauge.builder("rabta.expiry.days").description("Days until a certificate or credential ends")
                .register(meters);
        this.soon = MultiGauge.builder("rabta.expiry.soon").description("What of a partner ends within 30 days or is over")
                .register(meters);
        look();
    }

    /** Looks once. Called by the route {@code expiries}, on every node. */
    public synchronized void look() {
        Instant now = clock.instant();
        List<Expiry> all = expiries.all();
        days.register(all.stream().<Row<?>>map(one -> Row.of(Tags.of("partner", one.partner(), "kind", one.kind(),
                "name", one.name()), one.days(now))).toList(), true);
        Map<String, Long> ending = new TreeMap<>(Map.of("hub", 0L));
        partners.ids().forEach(id -> ending.put(id, 0L));
        all.stream().filter(one -> one.soon(now)).forEach(one -> ending.merge(one.partner(), 1L, Long::sum));
        soon.register(ending.entrySet().stream().<Row<?>>map(one ->
                Row.of(Tags.of("partner", one.getKey()), one.getValue())).toList(), true);
        LocalDate today = Pakistan.day(now);
        if (!today.equals(told)) {
            told = today;
            all.stream().filter(one -> one.soon(now)).forEach(one -> LOG.warn("{} {} of {} ends at {}, in {} days",
                    one.kind(), one.name(), one.partner(), one.at(), one.days(now)));
        }
    }

    /** What of a partner ends soon, or is over. */
    List<Expiry> soon(String partner) {
        Instant now = clock.instant();
        return expiries.all().stream().filter(one -> one.partner().equals(partner) && one.soon(now)).toList();
    }
}
