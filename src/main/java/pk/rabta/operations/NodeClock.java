package pk.rabta.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far this node's clock is ahead of the database's, in seconds. Leases are of the nodes' time: a node whose clock is
 * ahead takes what another still has, and asks for what is still being sent.
 */
@Component("nodeClock")
class NodeClock {

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile double ahead;

    NodeClock(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        meters.gauge("rabta.clock.ahead.seconds", this, it -> it.ahead);
    }

    /** Looks once; scrapes in between see the same number. */
    public void refresh() {
        Instant asked = clock.instant();
        Instant database = jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
        Duration half = Duration.between(asked, clock.instant()).dividedBy(2);
        ahead = Duration.between(database, asked.plus(half)).toMillis() / 1000.0;
    }
}
