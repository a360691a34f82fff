package pk.rabta.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.query.Scene;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;

/** A case is open while one of its referrals is. */
class CaseStatusTest extends Scene {

    @Autowired
    private ReferralCommands commands;
    @Autowired
    private TransactionTemplate transaction;

    private String caseId;
    private String medical;
    private String counselling;

    @BeforeEach
    void referTwice() {
        JsonNode answer = refer(consent(), MEDICAL, COUNSELLING);
        caseId = answer.path("caseId").asText();
        medical = answer.at("/referrals/0/id").asText();
        counselling = answer.at("/referrals/1/id").asText();
    }

    private String status() {
        return check("getCase", 200, officer.get("/v1/cases/" + caseId)).path("status").asText();
    }

    private void end(String referral) {
        commands.byHub(referral, new Cancel(Reason.of("person.declined")));
    }

    @Test
    void staysOpenUntilTheLastHasEnded() {
        end(medical);
        assertThat(status()).isEqualTo("open");
        end(counselling);
        assertThat(status()).isEqualTo("closed");
    }

    @Test
    void isClosedWhereItsLastTwoEndAtOnce() {
        transaction.executeWithoutResult(one -> {
            end(medical);
            CompletableFuture.runAsync(() -> end(counselling)).join();
        });
        assertThat(status()).isEqualTo("closed");
    }

    @Test
    void isOpenAgainWhenALateAnswerCounts() {
        end(counselling);
        received(medical);
        jdbc.sql("update referral set status = 'EXPIRED' where id = :id").param("id", medical).update();
        jdbc.sql("update case_file set status = 'closed' where id = :id").param("id", caseId).update();
        check("acceptReferral", 200, officer.as("PBM").post("/v1/partner/referrals/" + medical + "/accept", Map.of()));
        assertThat(status()).isEqualTo("open");
    }
}
