package pk.rabta.batch.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.CrashTestBase;
import pk.rabta.batch.layout.BatchLayout;

/** A schedule of months: whatever a run finds belongs to it until it is done, and what comes later does not. */
class BatchRunTest extends CrashTestBase {

    /** The first of March, two o'clock in Pakistan. */
    private static final Instant RUN = Instant.parse("2026-02-28T21:00:00Z");
    private static final Instant NEXT = Instant.parse("2026-03-31T21:00:00Z");
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final Set<String> open = new HashSet<>();
    private ServerSocket server;
    private int port;

    @BeforeEach
    void server() throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        Map<String, String> options = new TreeMap<>(BatchFixtures.zakatOptions());
        options.putAll(Map.of("schedule", "monthly 1 02:00", "host", "localhost", "port", Integer.toString(port)));
        when(layouts.of(PARTNER)).thenReturn(new BatchLayout(PARTNER, options));
        when(layouts.withLists()).thenReturn(List.of(PARTNER));
        tick(RUN.minus(Duration.ofDays(10)));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /** Whether the queue is open after a look at that time, by a service that was made new. */
    private boolean tick(Instant time) {
        return tick(time, open);
    }

    private boolean tick(Instant time, Set<String> routes) {
        CamelContext camel = mock(CamelContext.class);
        RouteController controller = mock(RouteController.class);
        when(camel.getRouteController()).thenReturn(controller);
        when(controller.getRouteStatus(anyString())).thenAnswer(call -> routes.contains(call.getArgument(0, String.class))
                ? ServiceStatus.Started : ServiceStatus.Stopped);
        try {
            doAnswer(call -> routes.add(call.getArgument(0))).when(controller).startRoute(anyString());
            doAnswer(call -> routes.remove(call.getArgument(0, String.class))).when(controller).stopRoute(anyString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        new BatchRun(layouts, jdbc, camel, transaction, at(time)).tick();
        return routes.contains("deliver-" + PARTNER);
    }

    private UUID delivery(String state, Instant created, @Nullable String referral) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind, message,
                  state, due_at, created_at, updated_at)
                values (:id, :message, :partner, :partner, :referral, :id, 5, 'request', 'request', :state, :now, :now, :now)""")
                .param("id", id).param("message", "MSG-" + id).param("partner", PARTNER).param("referral", referral)
                .param("state", state).param("now", Timestamp.from(created)).update();
        return id;
    }

    private void move(UUID delivery, String state, Instant due) {
        jdbc.sql("update delivery set state = :state, due_at = :due where id = :id").param("state", state)
                .param("due", Timestamp.from(due)).param("id", delivery).update();
    }

    @Test
    void whatARunTookUpBelongsToItUntilItIsSent() {
        UUID row = delivery("DUE", RUN.minus(Duration.ofDays(5)), null);
        assertThat(tick(RUN.minusSeconds(1))).as("before its time").isFalse();
        assertThat(tick(RUN)).isTrue();
        move(row, "SENDING", RUN);
        assertThat(tick(RUN.plus(WHILE))).as("in a list that is not uploaded").isTrue();
        move(row, "RETRY", RUN.plus(Duration.ofHours(1)));
        assertThat(tick(RUN.plus(WHILE.multipliedBy(6)))).as("after its lease, not due yet").isTrue();
        move(row, "DUE", RUN.plus(Duration.ofHours(2)));
        assertThat(tick(RUN.plus(Duration.ofHours(1)))).as("not ready yet").isTrue();
        assertThat(tick(RUN.plus(Duration.ofHours(1)), new HashSet<>())).as("on another node").isTrue();
        move(row, "SENT", RUN);
        assertThat(tick(RUN.plus(Duration.ofHours(3)))).isFalse();
        move(row, "RETRY", RUN);
        assertThat(tick(RUN.plus(Duration.ofDays(3)))).as("a run that is over").isFalse();
        assertThat(tick(NEXT)).isTrue();
    }

    /** As a restore leaves it (older-state.sql), until the profile is followed: with the next look, to be tried again. */
    @Test
    void whatIsInDoubtBelongsToTheRunThatFoundIt() {
        UUID row = delivery("DUE", RUN.minus(WHILE), null);
        assertThat(tick(RUN)).isTrue();
        move(row, "IN_DOUBT", RUN);
        assertThat(tick(RUN.plus(WHILE))).isTrue();
        move(row, "RETRY", RUN.plus(WHILE));
        assertThat(tick(RUN.plus(WHILE.multipliedBy(2)))).isTrue();
    }

    @Test
    void whatComesDuringARunKeepsItOpenForNobody() {
        UUID row = delivery("SENDING", RUN.minus(WHILE), null);
        assertThat(tick(RUN)).isTrue();
        delivery("DUE", RUN.plus(WHILE), null);
        delivery("SENDING", RUN.plus(WHILE), null);
        assertThat(tick(RUN.plus(WHILE))).isTrue();
        move(row, "SENT", RUN);
        assertThat(tick(RUN.plus(WHILE))).isFalse();
        assertThat(tick(NEXT)).isTrue();
    }

    @Test
    void whatWaitsForAPersonKeepsNoRunOpen() {
        delivery("PARKED", RUN.minus(WHILE), "REF-1");
        UUID behind = delivery("DUE", RUN.minus(WHILE), "REF-1");
        assertThat(tick(RUN)).isTrue();
        assertThat(tick(RUN.plus(WHILE))).isFalse();
        assertThat(one("select state from delivery where id = '" + behind + "'")).isEqualTo("DUE");
    }

    @Test
    void aRunWaitsForTheServerAndGoesOnWhenItIsBack() throws Exception {
        UUID row = delivery("DUE", RUN.minus(WHILE), null);
        server.close();
        assertThat(tick(RUN)).as("away when it was to begin").isFalse();
        try (ServerSocket back = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            assertThat(back.isBound()).isTrue();
            assertThat(tick(RUN.plus(Duration.ofDays(2)))).isTrue();
            move(row, "RETRY", RUN.plus(Duration.ofDays(3)));
        }
        assertThat(tick(RUN.plus(Duration.ofDays(2)).plus(WHILE))).as("away in the midst of it").isFalse();
        try (ServerSocket again = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
            assertThat(tick(RUN.plus(Duration.ofDays(20)))).isTrue();
        }
    }
}
