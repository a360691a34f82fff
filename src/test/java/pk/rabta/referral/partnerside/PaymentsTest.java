package pk.rabta.referral.partnerside;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as one payment. */
class PaymentsTest extends PartnerScene {

    @Test
    void oneChequeMayPaySeveralPersonsAndInstalments() {
        String first = id;
        String cheque = "CHQ-" + first;
        started();
        paid(cheque, "2026-01");
        paid(cheque, "2026-01");
        paid(cheque, "2026-02");
        assertThat(kept(first)).as("two instalments, one told twice").isEqualTo(2);

        victim = people.widow();
        id = refer(MEDICAL);
        started();
        paid(cheque, "2026-01");
        assertThat(kept(id)).isEqualTo(1);
        assertThat(kept(first)).isEqualTo(2);
    }

    private void started() {
        received(id);
        status("startReferral", "start", Map.of());
    }

    private void paid(String reference, String period) {
        check("progressReferral", 200, post("progress", Map.of("payment", Map.of("amountPkr", 5000, "paidOn",
                "2026-03-02", "reference", reference, "period", period))));
    }

    private int kept(String referral) {
        return jdbc.sql("select count(*) from payment_evidence where referral_id = :id").param("id", referral)
                .query(Integer.class).single();
    }
}
