package pk.rabta.operations;

import jakarta.annotation.PostConstruct;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The months of the tables that only grow: made ahead, and dropped whole. Names are {@code <table>_2026_11}. Several
 * nodes may call this at once. What fails is tried again in the next round; rows go to the default partition meanwhile.
 */
@Component("partitions")
public class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final List<String> TABLES =
            List.of("referral_event", "delivery_attempt", "inbound_message", "audit_leaf");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("_uuuu_MM");
    /** Months after the present one that are there already. */
    private static final int AHEAD = 2;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Partitions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Makes what is missing of this month and the next ones, for every table. */
    @PostConstruct
    public void make() {
        YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        for (String table : TABLES) {
            List<String> known = names(table);
            for (int ahead = 0; ahead <= AHEAD; ahead++) {
                YearMonth month = now.plusMonths(ahead);
                if (!known.contains(table + MONTH.format(month))) {
                    alter("making " + table + MONTH.format(month), () -> make(table, month));
                }
            }
        }
    }

    private void make(String table, YearMonth month) {
        String name = table + MONTH.format(month);
        // Another node may have been quicker. A month that began in the default partition stays there.
        if (names(table).contains(name) || inDefault(table, month)) {
            return;
        }
        // Attached, not created in place: that lets writers of the other months go on.
        jdbc.sql("create table " + name + " (like " + table + " including all excluding identity)").update();
        jdbc.sql("alter table " + table + " attach partition " + name + " for values from ('" + first(month)
                + "') to ('" + first(month.plusMonths(1)) + "')").update();
        LOG.info("partition {} made", name);
    }

    /**
     * Drops the months that ended before that time, with all their rows.
     *
     * @param work condition of rows that are still work: a month that has any stays
     */
    void drop(String table, Instant before, String work) {
        YearMonth kept = YearMonth.from(before.atOffset(ZoneOffset.UTC));
        for (String name : names(table)) {
            if (name.compareTo(table + MONTH.format(kept)) < 0) {
                alter("dropping " + name, () -> drop(name, work));
            }
        }
        Integer rows = transaction.execute(status -> {
            // Leaves of the audit let nobody else delete them.
            jdbc.sql("select set_config('rabta.dropping', :table, true)").param("table", table).query(String.class).single();
            return jdbc.sql("delete from " + table + "_default where id < :first and not (" + work + ")")
                    .param("first", first(kept)).update();
        });
        if (rows != null && rows > 0) {
            LOG.warn("{} rows of {} from before {} dropped from the default partition", rows, table, kept);
        }
    }

    private void drop(String name, String work) {
        if (jdbc.sql("select exists (select 1 from " + name + " where " + work + ")").query(Boolean.class).single()) {
            LOG.warn("partition {} is old, but stays: it holds rows that are still work", name);
            return;
        }
        jdbc.sql("drop table " + name).update();
        LOG.info("partition {} dropped", name);
    }

    /** One at a time among all nodes, and never long in the way of those who write. */
    private void alter(String what, Runnable change) {
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("select pg_advisory_xact_lock(hashtext('partitions'))").query((row, n) -> 1).single();
                jdbc.sql("set local lock_timeout = '2s'").update();
                change.run();
            });
        } catch (DataAccessException e) {
            String state = e.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : "none";
            LOG.warn("{} failed, it is tried again: {}, SQL state {}", what, e.getClass().getName(), state);
        }
    }

    private List<String> names(String table) {
        return jdbc.sql("""
                select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = cast(:table as regclass) and c.relname <> :table || '_default' order by 1""")
                .param("table", table).query(String.class).list();
    }

    private boolean inDefault(String table, YearMonth month) {
        return jdbc.sql("select exists (select 1 from " + table + "_default where id >= :from and id < :to)")
                .param("from", first(month)).param("to", first(month.plusMonths(1))).query(Boolean.class).single();
    }

    /** The least UUIDv7 of a month: its first 48 bits are milliseconds, the rest is nothing. */
    static UUID first(YearMonth month) {
        return new UUID(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() << 16, 0);
    }
}
