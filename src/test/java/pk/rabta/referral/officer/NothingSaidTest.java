package pk.rabta.referral.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.WaitingPaused;

/** Bodies that the contract lets through, and that say nothing. */
@ExtendWith(WaitingPaused.class)
class NothingSaidTest extends Scene {

    static List<Map<String, Object>> nothing() {
        return List.of(Map.of("details", Map.of()), Map.of("documents", List.of()),
                Map.of("documents", List.of(), "details", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void isNoEvidence(Map<String, Object> nothing) {
        String id = refer(MEDICAL);
        jdbc.sql("delete from delivery where referral_id = :id").param("id", id).update();
        jdbc.sql("""
                update referral set status = 'WAITING', waiting_for = array['identity.cnic-missing'], requested_at = null
                where id = :id""").param("id", id).update();
        check("confirmPrecondition", 422, officer.post("/v1/referrals/" + id
                + "/preconditions/identity.cnic-missing/confirm", nothing));
        assertThat(get(id).path("status").asText()).isEqualTo("WAITING");
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void isNoAnswer(Map<String, Object> nothing) {
        String id = refer(MEDICAL);
        received(id);
        check("progressReferral", 200, officer.as("PBM").post("/v1/partner/referrals/" + id + "/progress", Map.of(
                "businessStatus", "documents-requested", "documentsRequested", List.of("HOSPITAL_ESTIMATE"))));
        check("answerInformationRequest", 422, officer.post("/v1/referrals/" + id + "/answers", nothing));
        assertThat(get(id).path("documentsRequested")).as("still asked for").hasSize(1);
    }
}
