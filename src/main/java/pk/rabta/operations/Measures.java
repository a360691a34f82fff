package pk.rabta.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Backlog;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.delivery.OpenDestinations;
import pk.rabta.partner.Partners;
import pk.rabta.query.Visibility;

/** What Prometheus sees: numbers by partner and state, nothing about anybody. Names: src/docs/admin.md. */
@Component("measures")
public class Measures {

    static final String CLOCKS = "rabta.referral.clocks";
    /** Results of attempts that rules compare: those that arrived, and those that are made again. */
    private static final List<String> COMPARED = List.of("ACKED", "FOUND", "SENT", "RETRY", "IN_DOUBT", "UNANSWERED");
    /** Clocks that somebody else is late by. */
    private static final List<String> BREACHED =
            List.of("acknowledge", "respond", "undeliverable", "waiting", "review", "heartbeat");
    private static final String HUB = "hub";
    private static final String PARTNER = "partner";
    private static final String WEBHOOKS = "webhooks";

    private final Partners partners;
    private final Destinations destinations;
    private final OpenDestinations open;
    private final Backlog backlog;
    private final DirectCalls calls;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final MultiGauge parked;
    private final MultiGauge circuit;
    private final MultiGauge paused;
    private final MultiGauge opened;
    private final MultiGauge failing;
    private final AtomicLong eventsLag;

    Measures(Partners partners, Destinations destinations, OpenDestinations open, Backlog backlog,
             DirectCalls calls, JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.partners = partners;
        this.destinations = destinations;
        this.open = open;
        this.backlog = backlog;
        this.calls = calls;
        this.jdbc = jdbc;
        this.clock = clock;
        this.waiting = gauge(meters, "rabta.delivery.waiting", "Messages not taken over yet, by state");
        this.oldest = gauge(meters, "rabta.delivery.oldest.seconds", "Age of the oldest message, by state");
        this.parked = gauge(meters, "rabta.delivery.parked", "Messages that wait for a person");
        this.circuit = gauge(meters, "rabta.partner.circuit", "0 closed, 1 half-open, 2 open");
        this.paused = gauge(meters, "rabta.partner.paused", "1 while nothing is sent, by decision");
        this.opened = gauge(meters, "rabta.partner.open", "1 while messages leave as they come, or would if it answered");
        this.failing = gauge(meters, "rabta.partner.call.failures", "Failed calls in a row that are no messages");
        this.eventsLag = new AtomicLong();
        meters.gauge("rabta.events.lag.seconds", eventsLag);
        // A series that is there from the start shows its first increase.
        partners.ids().forEach(partner -> {
            meters.counter("rabta.referrals.accepted", "partner", partner);
            COMPARED.forEach(result -> meters.counter("rabta.delivery.attempts", "partner", partner, "result", result));
            BREACHED.forEach(name -> meters.counter(CLOCKS, "partner", partner, "clock", name, "stage", "breached"));
        });
    }

    /** Counts once; scrapes in between see the same numbers. One at a time: what counted earlier must not register later. */
    public synchronized void refresh() {
        Instant now = clock.instant();
        Map<Tags, Long> numbers = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        Map<Tags, Long> ages = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        backlog.all().forEach(count -> {
            Tags tags = Tags.of("partner", series(count.destination()), "state", count.state().name());
            numbers.merge(tags, count.number(), Long::sum);
            ages.merge(tags, Math.max(0, Duration.between(count.oldest(), now).toSeconds()), Math::max);
        });
        partners.ids().forEach(id -> {
            numbers.putIfAbsent(Tags.of("partner", id, "state", "DUE"), 0L);
            ages.putIfAbsent(Tags.of("partner", id, "state", "DUE"), 0L);
        });
        waiting.register(rows(numbers), true);
        oldest.register(rows(ages), true);
        parked.register(rows(stopped()), true);
        states(now);
        eventsLag.set(lag(now));
    }

    /** Subscriptions come and go: one series for all of them. */
    private String series(String destination) {
        return partners.find(destination).isPresent() ? destination : WEBHOOKS;
    }

    private Map<Tags, Long> stopped() {
        Map<Tags, Long> stopped = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        partners.ids().forEach(id -> List.of(HUB, PARTNER).forEach(fault -> stopped.put(stopped(id, fault), 0L)));
        backlog.parked().forEach(it -> stopped.merge(stopped(series(it.destination()), it.hubFault() ? HUB : PARTNER),
                it.number(), Long::sum));
        return stopped;
    }

    private static Tags stopped(String partner, String fault) {
        return Tags.of("partner", partner, "fault", fault);
    }

    private void states(Instant now) {
        List<Row<?>> circuits = new ArrayList<>();
        List<Row<?>> pauses = new ArrayList<>();
        List<Row<?>> opens = new ArrayList<>();
        List<Row<?>> failures = new ArrayList<>();
        for (String id : partners.ids()) {
            Destinations.State state = destinations.get(id);
            Tags tags = Tags.of("partner", id);
            circuits.add(Row.of(tags, switch (state.circuit(now)) {
                case CLOSED -> 0;
                case HALF_OPEN -> 1;
                case OPEN -> 2;
            }));
            pauses.add(Row.of(tags, state.paused() ? 1 : 0));
            opens.add(Row.of(tags, open.asTheyCome(id, now) ? 1 : 0));
            failures.add(Row.of(tags, calls.get(id).failures()));
        }
        circuit.register(circuits, true);
        paused.register(pauses, true);
        opened.register(opens, true);
        failing.register(failures, true);
    }

    /** Age in seconds of the oldest event that is no message to its subscription yet; what is hidden never will be. */
    private long lag(Instant now) {
        return jdbc.sql("""
                select min(e.recorded_at) from subscription s join referral_event e on e.client_id = s.client_id
                  and (e.tx, e.position) > (s.cursor_tx, s.cursor_position) where s.status = 'ACTIVE'
                  and (s.cleared or\s""" + Visibility.SHOWN_EVENT + ")")
                .query((row, n) -> {
                    Timestamp oldestEvent = row.getTimestamp(1);
                    return oldestEvent == null ? 0L
                            : Math.max(0, Duration.between(oldestEvent.toInstant(), now).toSeconds());
                }).single();
    }

    private static List<Row<?>> rows(Map<Tags, Long> values) {
        List<Row<?>> rows = new ArrayList<>();
        values.forEach((tags, value) -> rows.add(Row.of(tags, value)));
        return rows;
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }
}
