package pk.rabta.referral;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a case open while one of its referrals is. That is decided last of all in a transaction, and for a case by one
 * transaction after the other: of two that end its last two referrals at once, neither sees what the other does.
 */
@Component
class CaseStatus {

    private final JdbcClient jdbc;

    CaseStatus(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A referral of the case has ended, or was opened again, in the caller's transaction. */
    void follow(String caseId, Instant now) {
        TransactionSynchronizationManager.getSynchronizations().stream().filter(Followed.class::isInstance)
                .map(Followed.class::cast).findFirst().orElseGet(this::begin).cases.put(caseId, now);
    }

    private Followed begin() {
        Followed followed = new Followed();
        TransactionSynchronizationManager.registerSynchronization(followed);
        return followed;
    }

    /** The cases of a transaction, each once and all in one order: two files with the same cases do not block each other. */
    private final class Followed implements TransactionSynchronization {

        private final Map<String, Instant> cases = new TreeMap<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            cases.forEach(CaseStatus.this::settle);
        }
    }

    private void settle(String caseId, Instant now) {
        // A statement of its own: the next one sees what was committed while this one waited.
        jdbc.sql("select 1 from case_file where id = :id for no key update").param("id", caseId).query(Integer.class)
                .optional();
        jdbc.sql("""
                update case_file c set status = s.status, updated_at = :now, version = version + 1
                from (select case when exists (select 1 from referral where case_id = :id and status not in
                    ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR'))
                  then 'open' else 'closed' end as status) s
                where c.id = :id and c.status in ('open', 'closed') and c.status <> s.status""")
                .param("id", caseId).param("now", Timestamp.from(now)).update();
    }
}
