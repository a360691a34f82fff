package pk.rabta.reconciliation;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.lease.LeaseLostException;
import pk.rabta.time.Pakistan;

/** Reconciles every partner again and again, keeps the numbers, and says in the log where there are gaps. */
@Component("reconciliationRounds")
public class ReconciliationRounds {

    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationRounds.class);

    private final ReconciledPartners partners;
    private final Reports reports;
    private final StoredReports stored;
    private final ReconciliationSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReconciliationRounds(ReconciledPartners partners, Reports reports, StoredReports stored, ReconciliationSettings settings,
                         TransactionTemplate transaction, Clock clock) {
        this.partners = partners;
        this.reports = reports;
        this.stored = stored;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One round; a partner with a fault does not hold up the others: its numbers stay as they were, and age. */
    public void run() {
        for (String partner : partners.ids()) {
            try {
                run(partner);
            } catch (LeaseLostException e) {
                // Another node makes the round: all further ones of this one would be in vain.
                throw e;
            } catch (QueryTimeoutException e) {
                LOG.error("reconciliation of {} failed: a question took longer than rabta.reconciliation.longest, {}", partner,
                        settings.longest());
            } catch (RuntimeException e) {
                LOG.error("reconciliation of {} failed: {}", partner, e.getClass().getName());
            }
        }
    }

    private void run(String partner) {
        Report report = reports.make(partner, Period.ending(Pakistan.day(clock.instant()), settings.days()),
                Whose.EVERYBODY);
        transaction.executeWithoutResult(status -> stored.keep(report));
        report.gaps().numbers().forEach((kind, number) -> {
            if (number > 0) {
                LOG.warn("reconciliation of {}: {} gaps of kind {}", partner, number, kind.word());
            }
        });
    }
}
