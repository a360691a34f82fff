package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.MovableClock;

/** The hub's clock ends a withdrawn referral whether its partner was told or not. Reconciliation sees the difference. */
class ReconciledWithdrawalTest extends Scene {

    @Autowired
    private MovableClock clock;

    @AfterEach
    void back() {
        clock.reset();
    }

    @Test
    void untoldUntilThePartnerIsTold_unconfirmedUntilItConfirms() {
        String referral = refer(MEDICAL);
        received(referral);
        check("cancelReferral", 200, officer.post("/v1/referrals/" + referral + "/cancel",
                Map.of("reason", Map.of("code", "person.declined"))));
        assertThat(messages(referral)).containsExactly("request ACKED", "cancellation DUE");
        assertThat(gaps("untold", referral)).as("the partner is told in its time").isEmpty();

        clock.advance(Duration.ofDays(5));
        await().until(() -> get(referral).path("status").asText().equals("CANCELLED"));
        assertThat(gaps("untold", referral)).singleElement()
                .satisfies(gap -> assertThat(gap.path("bound").asText()).isEqualTo("cancel"));

        // As if the partner's system had said 200, and nobody there had looked.
        jdbc.sql("update delivery set state = 'ACKED', settled_at = :now, updated_at = :now where referral_id = :id "
                + "and kind = 'cancellation'").param("now", Timestamp.from(clock.instant())).param("id", referral).update();
        assertThat(gaps("untold", referral)).isEmpty();
        assertThat(gaps("unconfirmed", referral)).isEmpty();
        clock.advance(Duration.ofDays(3));
        assertThat(gaps("unconfirmed", referral)).hasSize(1);

        check("confirmCancellation", 200, officer.as("PBM").post("/v1/partner/referrals/" + referral
                + "/confirm-cancellation", Map.of("note", "Removed from our list")));
        assertThat(gaps("unconfirmed", referral)).isEmpty();
    }

    private List<JsonNode> gaps(String kind, String referral) {
        return new Reconciled(check("getReconciliation", 200, officer.as("ADMIN").get(Reconciled.path("pbm"))))
                .gaps(kind, referral);
    }
}
