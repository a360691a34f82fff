package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts referrals that were taken in, by partner: those of a call, and those that a case was matched to later. */
@Component
class AcceptedCount {

    private final MeterRegistry meters;

    AcceptedCount(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts once they are committed: what is rolled back was not taken in. */
    void count(JsonNode referrals) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            add(referrals);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                add(referrals);
            }
        });
    }

    private void add(JsonNode referrals) {
        referrals.forEach(referral -> meters.counter("rabta.referrals.accepted",
                "partner", referral.path("partner_id").asText()).increment());
    }
}
