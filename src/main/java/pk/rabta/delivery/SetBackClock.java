package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A clock that was ahead and is set back leaves rows that were written at a time still to come, and what they say is due
 * would wait until then. All their times are brought back by as much, so that each waits as long as it was meant to.
 */
@Component("setBackClock")
class SetBackClock {

    private static final Logger LOG = LoggerFactory.getLogger(SetBackClock.class);
    /** Nodes' clocks may differ by some seconds: within that, nothing was set back. */
    static final Duration APART = Duration.ofSeconds(30);
    /** For so long, what began before the clock was set may still commit. */
    private static final Duration COMMITS = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    /** The latest time that was seen; before the first look, as if the clock had just been set back. */
    private Instant latest = Instant.MAX;
    private Instant looksUntil = Instant.MIN;

    SetBackClock(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Reads all that waits only after the start of this node and when its clock went back, until nothing more is found;
     * else it asks the clock alone.
     */
    public void look() {
        Instant now = clock.instant();
        if (now.isBefore(latest.minus(APART))) {
            looksUntil = now.plus(COMMITS);
        }
        latest = now;
        if (now.isBefore(looksUntil) && found(now) == 0) {
            looksUntil = Instant.MIN;
        }
    }

    /** How many rows were brought back. Nothing is, where this node's own clock may be the one that is wrong. */
    private int found(Instant now) {
        Integer found = transaction.execute(status -> {
            Instant database = jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
            return Duration.between(database, now).abs().compareTo(APART) > 0 ? 0 : deliveries(now) + destinations(now);
        });
        if (found != null && found > 0) {
            LOG.warn("{} rows were written at a time still to come: the clock was set back, and so were they", found);
        }
        return found == null ? 0 : found;
    }

    private int deliveries(Instant now) {
        return jdbc.sql("""
                update delivery set updated_at = :now, created_at = least(created_at, cast(:now as timestamptz)),
                  due_at = due_at - (updated_at - cast(:now as timestamptz)),
                  published_at = published_at - (updated_at - cast(:now as timestamptz)),
                  lease_until = lease_until - (updated_at - cast(:now as timestamptz))
                where updated_at > :ahead and state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT')""")
                .param("now", Timestamp.from(now)).param("ahead", Timestamp.from(now.plus(APART))).update();
    }

    private int destinations(Instant now) {
        return jdbc.sql("""
                update destination_state set updated_at = :now,
                  open_until = open_until - (updated_at - cast(:now as timestamptz))
                where updated_at > :ahead""")
                .param("now", Timestamp.from(now)).param("ahead", Timestamp.from(now.plus(APART))).update();
    }
}
