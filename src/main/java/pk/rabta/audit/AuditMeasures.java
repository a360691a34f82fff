package pk.rabta.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long what was done waits until a checkpoint outside the database stands for it. */
@Component("auditMeasures")
public class AuditMeasures {

    /** After a restore from a dump most leaves are of transactions still to come, and looking through them takes seconds. */
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final TreeRows tree;
    private final LogRows rows;
    private final OutsideCopy outside;
    private final Clock clock;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong ahead = new AtomicLong();
    private volatile Instant looked = Instant.MIN;

    AuditMeasures(JdbcClient jdbc, TreeRows tree, LogRows rows, OutsideCopy outside, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.tree = tree;
        this.rows = rows;
        this.outside = outside;
        this.clock = clock;
        meters.gauge("rabta.audit.waiting.seconds", waiting);
        meters.gauge("rabta.audit.ahead", ahead);
    }

    /** Counts once; scrapes in between see the same number. */
    public void refresh() {
        lookAhead(clock.instant());
        TreeRows.State numbered = tree.state();
        waiting.set(jdbc.sql("""
                select min(recorded_at) from (
                  (select l.recorded_at from audit_entry e join audit_leaf l on l.id = e.leaf_id
                   where e.leaf_index = :size)
                  union all
                  (select l.recorded_at from audit_leaf l
                   where (l.tx, l.id) > (cast(cast(:tx as text) as xid8), :leaf)
                     and l.tx < pg_snapshot_xmax(pg_current_snapshot()) order by l.tx, l.id limit 1)) as waits""")
                .param("tx", numbered.tx()).param("leaf", numbered.leafId())
                .param("size", outside.known()).query(OffsetDateTime.class).optional()
                .map(oldest -> Math.max(0, Duration.between(oldest.toInstant(), clock.instant()).toSeconds())).orElse(0L));
    }

    private void lookAhead(Instant now) {
        if (!rows.anyAhead()) {
            ahead.set(0);
            looked = Instant.MIN;
        } else if (!now.isBefore(looked.plus(LOOK))) {
            ahead.set(rows.ahead().size());
            looked = now;
        }
    }
}
