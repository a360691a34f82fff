package pk.rabta.erasure;

import java.io.UncheckedIOException;
import java.sql.Timestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.erasure.ErasureList.Attempt;

/**
 * Writes to the list what came of an erasure that was begun. What the commit said is not enough: a connection that is cut
 * says nothing. The database is asked, and answers once the transaction has ended.
 */
@Component
class ErasureOutcome {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureOutcome.class);

    private final ErasureList list;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ErasureOutcome(ErasureList list, JdbcClient jdbc, TransactionTemplate transaction) {
        this.list = list;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** To be called when the erasure's transaction has ended, however it did. Fails nobody: the next start looks again. */
    void tell(Attempt attempt) {
        try {
            if (made(attempt)) {
                list.made(attempt);
            } else {
                list.voided(attempt);
            }
        } catch (DataAccessException | TransactionException | UncheckedIOException e) {
            LOG.error("What came of the erasure of {} begun at {} is not in rabta.erasure.list: the next start looks again",
                    attempt.token(), attempt.at(), e);
        }
    }

    /** Waits for a transaction that still holds the person. */
    private boolean made(Attempt attempt) {
        return Boolean.TRUE.equals(transaction.execute(status -> jdbc.sql("""
                select coalesce(erased_at = :at, false) from person where token = :token for no key update""")
                .param("at", Timestamp.from(attempt.at())).param("token", attempt.token()).query(Boolean.class).optional()
                .orElse(false)));
    }
}
