package pk.rabta.connector;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Until when each partner's changes were read, by rounds that came to their end. See ADR 73. */
@Component
class PollProgress {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PollProgress(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** @param cut whether the round was cut off there, and the next one takes up at the same place */
    record Place(Instant until, boolean cut) {}

    /** Empty before the first round that found something. */
    Optional<Place> of(String partner) {
        return jdbc.sql("select read_until, cut_since is not null as cut from poll_progress where partner_id = :partner")
                .param("partner", partner)
                .query((row, n) -> new Place(row.getTimestamp(1).toInstant(), row.getBoolean("cut"))).optional();
    }

    /**
     * A whole round came so far. After some that were cut off no further than where the first of them began: they took up
     * without overlap, so what became visible meanwhile is read with the next one's.
     */
    void whole(String partner, Instant until) {
        write("""
                insert into poll_progress (partner_id, read_until) values (:partner, :until)
                on conflict (partner_id) do update
                set read_until = least(excluded.read_until, poll_progress.cut_since), cut_since = null""",
                partner, until, until);
    }

    /** A round that began then was cut off here. */
    void cut(String partner, Instant until, Instant began) {
        write("""
                insert into poll_progress (partner_id, read_until, cut_since) values (:partner, :until, :began)
                on conflict (partner_id) do update set read_until = excluded.read_until,
                  cut_since = coalesce(poll_progress.cut_since, excluded.cut_since)""",
                partner, until, began);
    }

    /** In a transaction: a node that lost its lease meanwhile has nothing to say (ADR 55). */
    private void write(String sql, String partner, Instant until, Instant began) {
        transaction.executeWithoutResult(status -> jdbc.sql(sql).param("partner", partner)
                .param("until", Timestamp.from(until)).param("began", Timestamp.from(began)).update());
    }
}
