package pk.rabta.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far this node's clock is from the database's, which all nodes ask. */
@Component
public class ClockOffset {

    private final JdbcClient jdbc;
    private final Clock clock;

    public ClockOffset(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How far this node's is ahead; negative if it is behind. The way to the database and back is taken for even. */
    public Duration ahead() {
        Instant asked = clock.instant();
        Instant database = jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
        Duration half = Duration.between(asked, clock.instant()).dividedBy(2);
        return Duration.between(database, asked.plus(half));
    }
}
