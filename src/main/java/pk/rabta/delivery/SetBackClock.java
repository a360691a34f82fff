package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.lease.ClockOffset;

/**
 * A clock that was ahead and is set back leaves rows that were written at a time still to come, and what they say is due
 * would wait until then. All their times are brought back by as much, so that each waits as long as it was meant to.
 */
@Component("setBackClock")
class SetBackClock {

    private static final Logger LOG = LoggerFactory.getLogger(SetBackClock.class);
    /** Nodes' clocks may differ by some seconds: within that, nothing was set back. */
    static final Duration APART = Duration.ofSeconds(30);
    /** So long after the clock was set, what began before it may still commit. */
    private static final Duration COMMITS = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ClockOffset offset;
    /** The latest time that was seen; before the first look, as if the clock had just been set back. */
    private Instant latest = Instant.MAX;
    /** When to look next, and when at the latest. */
    private Instant next = Instant.MAX;
    private Instant last = Instant.MAX;

    SetBackClock(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, ClockOffset offset) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.offset = offset;
    }

    /**
     * Reads all that waits only after the start of this node and when its clock went back, and once more when all is
     * committed that began before; else it asks the clock alone.
     */
    public void look() {
        Instant now = clock.instant();
        if (now.isBefore(latest.minus(APART))) {
            next = now;
            last = now.plus(COMMITS);
        }
        latest = now;
        if (now.isBefore(next)) {
            return;
        }
        Integer found = transaction.execute(status -> bringBack(now));
        if (found != null) {
            boolean more = now.isBefore(last);
            next = found > 0 && more ? now : more ? last : Instant.MAX;
        }
    }

    /**
     * How many rows were brought back. Nothing is while this node's clock is not the database's, for it may be the one that is
     * wrong: then there is no number, and it is asked again.
     */
    private @Nullable Integer bringBack(Instant now) {
        if (offset.ahead().abs().compareTo(APART) > 0) {
            return null;
        }
        int found = deliveries(now) + destinations(now);
        if (found > 0) {
            LOG.warn("{} rows were written at a time still to come: the clock was set back, and so were they", found);
        }
        return found;
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
