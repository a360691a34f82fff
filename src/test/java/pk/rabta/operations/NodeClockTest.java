package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.lease.ClockOffset;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;

@HubTest
class NodeClockTest {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void the_gauge_says_how_far_the_node_is_ahead_of_the_database() {
        MovableClock clock = new MovableClock();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        NodeClock node = new NodeClock(new ClockOffset(jdbc, clock), meters);
        for (long ahead : new long[] {0, 90, -90}) {
            clock.reset();
            clock.advance(Duration.ofSeconds(ahead));
            node.refresh();
            assertThat(meters.get("rabta.clock.ahead.seconds").gauge().value()).isCloseTo(ahead, within(2.0));
        }
    }
}
