package pk.rabta.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long what was done waits until a checkpoint outside the database stands for it. */
@Component("auditMeasures")
public class AuditMeasures {

    private final JdbcClient jdbc;
    private final TreeRows tree;
    private final OutsideCopy outside;
    private final Clock clock;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong ahead = new AtomicLong();

    AuditMeasures(JdbcClient jdbc, TreeRows tree, OutsideCopy outside, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.tree = tree;
        this.outside = outside;
        this.clock = clock;
        meters.gauge("rabta.audit.waiting.seconds", waiting);
        meters.gauge("rabta.audit.ahead", ahead);
    }

    /** Counts once; scrapes in between see the same number. */
    public void refresh() {
        // Of a transaction that has not begun yet: it would wait for ever. The order's last leaf shows it.
        ahead.set(Boolean.TRUE.equals(jdbc.sql("""
                select l.tx >= pg_snapshot_xmax(pg_current_snapshot())
                  and (select t.tx from audit_tree t) < pg_snapshot_xmax(pg_current_snapshot())
                  and not exists (select 1 from audit_entry e where e.leaf_id = l.id)
                from audit_leaf l order by l.tx desc, l.id desc limit 1""").query(Boolean.class).optional().orElse(false))
                ? 1 : 0);
        TreeRows.State numbered = tree.state();
        waiting.set(jdbc.sql("""
                select min(recorded_at) from (
                  (select l.recorded_at from audit_entry e join audit_leaf l on l.id = e.leaf_id
                   where e.leaf_index = :size)
                  union all
                  (select l.recorded_at from audit_leaf l
                   where (l.tx, l.id) > (cast(cast(:tx as text) as xid8), :leaf) order by l.tx, l.id limit 1)) as waits""")
                .param("tx", numbered.tx()).param("leaf", numbered.leafId())
                .param("size", outside.known()).query(OffsetDateTime.class).optional()
                .map(oldest -> Math.max(0, Duration.between(oldest.toInstant(), clock.instant()).toSeconds())).orElse(0L));
    }
}
