package pk.rabta.operations;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.audit.Dropped;

/** Drops whole months of the audit's leaves, where a time is set. Their hashes stay, and the audit says so before. */
@Component("auditRetention")
public class AuditRetention {

    private final JdbcClient jdbc;
    private final Partitions partitions;
    private final Dropped dropped;
    private final Retention.Settings settings;
    private final Clock clock;

    AuditRetention(JdbcClient jdbc, Partitions partitions, Dropped dropped, Retention.Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.dropped = dropped;
        this.settings = settings;
        this.clock = clock;
    }

    /** One round. A leaf that no checkpoint stands for yet keeps its month. */
    public void run() {
        if (settings.auditLeaves() == null) {
            return;
        }
        Instant now = clock.instant();
        Instant before = now.minus(settings.auditLeaves());
        UUID first = Partitions.first(YearMonth.from(before.atOffset(ZoneOffset.UTC)));
        boolean old = jdbc.sql("select exists (select 1 from audit_leaf where id < :first)").param("first", first)
                .query(Boolean.class).single();
        // Leaves that an unsigned word let go are missing until it is said again.
        if (old || dropped.disbelieved()) {
            dropped.announce(first, settings.auditLeaves(), now);
        }
        if (old) {
            partitions.drop("audit_leaf", before, Dropped.WORK);
        }
    }
}
