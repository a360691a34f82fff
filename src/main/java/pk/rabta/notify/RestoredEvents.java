package pk.rabta.notify;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * At the start, before any route. After a restore from a dump transactions number from anew: the events that came with it
 * would lie in the feed's future, told to nobody, and what happens now behind what subscriptions have read. They are put
 * before all that happens now, in the order in which they were written (ADR 30).
 */
@Component
class RestoredEvents implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredEvents.class);
    /** Two nodes may start at the same time. */
    static final long TURN = 3_030_030L;
    /** Of another cluster are the newest events, if any; those of one second were not written in the order of their ids. */
    private static final String FOREIGN = """
            select coalesce(bool_or(tx >= pg_snapshot_xmax(pg_current_snapshot())), false) from (
              (select tx from referral_event order by id desc limit 1000)
              union all select cursor_tx from subscription where status = 'ACTIVE') newest""";
    /** Older than any transaction of a cluster. */
    private static final String OLDEST = "cast('3' as xid8)";
    /**
     * Before the first event that is not turned into a message yet: some may be told again, as webhooks may be. What this
     * database wrote already lies behind a place of the other, and was not told.
     */
    private static final String CURSORS = """
            update subscription s set cursor_tx = %s, cursor_position = coalesce(
              (select min(e.position) - 1 from referral_event e where (e.client_id = s.client_id or e.client_id is null)
                and ((e.tx, e.position) > (s.cursor_tx, s.cursor_position)
                  or s.cursor_tx >= pg_snapshot_xmax(pg_current_snapshot())
                    and e.tx < pg_snapshot_xmax(pg_current_snapshot()))),
              (select max(e.position) from referral_event e), 0)
            where s.status = 'ACTIVE'""".formatted(OLDEST);
    private static final String EVENTS = "update referral_event set tx = " + OLDEST;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RestoredEvents(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void afterPropertiesSet() {
        if (foreign()) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("select pg_advisory_xact_lock(:turn)").param("turn", TURN).query().listOfRows();
                if (foreign()) {
                    jdbc.sql(CURSORS).update();
                    int events = jdbc.sql(EVENTS).update();
                    LOG.warn("The database came from a dump: {} events are put before what happens from now on", events);
                }
            });
        }
    }

    private boolean foreign() {
        return jdbc.sql(FOREIGN).query(Boolean.class).single();
    }
}
