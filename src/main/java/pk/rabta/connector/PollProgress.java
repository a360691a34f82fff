package pk.rabta.connector;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Until when each partner's changes were read, by whole rounds. See ADR 73. */
@Component
class PollProgress {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PollProgress(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Empty before the first whole round that found something. */
    Optional<Instant> until(String partner) {
        return jdbc.sql("select read_until from poll_progress where partner_id = :partner").param("partner", partner)
                .query((row, n) -> row.getTimestamp(1).toInstant()).optional();
    }

    /** A whole round came so far. In a transaction: a node that lost its lease meanwhile has nothing to say (ADR 55). */
    void reached(String partner, Instant until) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                insert into poll_progress (partner_id, read_until) values (:partner, :until)
                on conflict (partner_id) do update set read_until = excluded.read_until""")
                .param("partner", partner).param("until", Timestamp.from(until)).update());
    }
}
