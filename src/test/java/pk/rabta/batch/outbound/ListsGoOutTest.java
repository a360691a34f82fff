package pk.rabta.batch.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.delivery.OpenDestinations;
import pk.rabta.invariant.Violation;

/** A list that stands at a step of its way is told; one that waits for its month, or for the partner, is not. */
class ListsGoOutTest extends OutCrashBase {

    private static final Duration LONG = Duration.ofMinutes(31);

    private final Destinations destinations = mock(Destinations.class);
    private final OpenDestinations open = mock(OpenDestinations.class);
    private final DirectCalls calls = mock(DirectCalls.class);
    private ListsGoOut check;

    @BeforeEach
    void partner() {
        Map<String, String> options = new TreeMap<>(BatchFixtures.zakatOptions());
        options.put("schedule", "monthly 1 02:00");
        when(layouts.of(PARTNER)).thenReturn(new BatchLayout(PARTNER, options));
        when(layouts.withLists()).thenReturn(List.of(PARTNER));
        when(open.open(anyString(), any())).thenReturn(true);
        when(open.violation(anyString(), anyString())).thenAnswer(call ->
                new Violation(call.getArgument(0), call.getArgument(1), false));
        pause(false);
        answers(0, null);
        run(NOW, false);
        check = new ListsGoOut(layouts, new BatchRun(layouts, jdbc, mock(CamelContext.class), transaction, at(NOW)),
                destinations, open, calls, jdbc);
    }

    private void pause(boolean paused) {
        when(destinations.get(PARTNER)).thenReturn(
                new Destinations.State(PARTNER, paused, null, null, null, 0, null, null));
    }

    private void answers(int failures, @Nullable Instant last) {
        when(calls.get(PARTNER)).thenReturn(new DirectCalls.State(last, null, null, failures));
    }

    private void run(Instant begun, boolean underWay) {
        jdbc.sql("""
                insert into batch_run (partner_id, started_at, under_way) values (:partner, :begun, :underWay)
                on conflict (partner_id) do update set started_at = :begun, under_way = :underWay""")
                .param("partner", PARTNER).param("begun", Timestamp.from(begun)).param("underWay", underWay).update();
    }

    private List<String> found(Instant at) {
        return check.violations(at, List.of()).stream().map(it -> it.object() + ": " + it.found()).toList();
    }

    /** What two looks find, the second half an hour after the first. */
    private List<String> foundAfter(Instant from) {
        assertThat(found(from)).isEmpty();
        return found(from.plus(LONG));
    }

    private void published() {
        UUID row = claimed("A");
        jdbc.sql("delete from batch_pending").update();
        jdbc.sql("update delivery set state = 'PUBLISHED' where id = :id").param("id", row).update();
    }

    @Test
    void whatNobodyTakesIsToldInARunOnly() {
        published();
        assertThat(foundAfter(NOW)).as("before its month").isEmpty();
        run(NOW, true);
        assertThat(foundAfter(NOW.plus(Duration.ofDays(1)))).as("under way")
                .containsExactly("zakat-pb: a run is due and nobody takes what is for it");
        run(NOW, false);
        assertThat(foundAfter(NOW.plus(Duration.ofDays(2)))).isEmpty();
        Instant next = Instant.parse("2026-03-31T21:00:00Z");
        assertThat(foundAfter(next)).as("it does not begin").hasSize(1);
        jdbc.sql("delete from delivery").update();
        assertThat(foundAfter(next.plus(Duration.ofHours(2)))).as("nothing is for it").isEmpty();
    }

    @Test
    void whoIsPausedOrAwayIsNotToldAndBeginsAnew() {
        published();
        run(NOW, true);
        assertThat(found(NOW)).isEmpty();
        pause(true);
        assertThat(found(NOW.plus(LONG))).as("paused").isEmpty();
        pause(false);
        assertThat(found(NOW.plus(LONG).plusSeconds(10))).as("its time begins anew").isEmpty();
        Instant last = NOW.plus(LONG.multipliedBy(2)).plusSeconds(10);
        answers(3, last.minus(LONG));
        assertThat(found(last)).as("its server is away").isEmpty();
        assertThat(foundAfter(last.plusSeconds(10))).isEmpty();
        answers(1, last.plus(LONG.multipliedBy(3)));
        assertThat(foundAfter(last.plus(LONG.multipliedBy(2)))).as("it fails now and then").hasSize(1);
    }

    @Test
    void eachStepIsLookedAt() {
        claimed("A");
        assertThat(foundAfter(NOW)).containsExactly("zakat-pb: rows wait for a list and none is sealed");
        OutFile list = sealedList();
        assertThat(foundAfter(NOW.plus(Duration.ofHours(1))))
                .containsExactly("zakat-pb: a list that is sealed is not uploaded");
        hub(NOW.plusSeconds(65)).begin(list);
        hub(NOW.plusSeconds(70)).uploaded(list);
        assertThat(foundAfter(NOW.plus(Duration.ofHours(2))))
                .containsExactly("zakat-pb: a list that is uploaded does not get its name");
        hub(NOW.plusSeconds(75)).renamed(List.of(list));
        assertThat(foundAfter(NOW.plus(Duration.ofHours(3)))).isEmpty();
    }
}
