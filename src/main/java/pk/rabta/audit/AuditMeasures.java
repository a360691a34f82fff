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

    AuditMeasures(JdbcClient jdbc, TreeRows tree, OutsideCopy outside, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.tree = tree;
        this.outside = outside;
        this.clock = clock;
        meters.gauge("rabta.audit.waiting.seconds", waiting);
    }

    /** Counts once; scrapes in between see the same number. */
    public void refresh() {
        TreeRows.State numbered = tree.state();
        waiting.set(jdbc.sql("""
                select min(recorded_at) from (
                  (select l.recorded_at from audit_entry e join audit_leaf l on l.id = e.leaf_id
                   where e.leaf_index = :size)
                  union all
                  (select l.recorded_at from audit_leaf l
                   where (l.tx, l.id) > (cast(cast(:tx as text) as xid8), :leaf) order by l.tx, l.id limit 1)) as waits""")
                .param("tx", numbered.tx()).param("leaf", numbered.leafId())
                .param("size", outside.size()).query(OffsetDateTime.class).optional()
                .map(oldest -> Math.max(0, Duration.between(oldest.toInstant(), clock.instant()).toSeconds())).orElse(0L));
    }
}
