package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.query.Scene;

/** A basis that ends after a submission was read and before it is stored: nothing is stored. */
class AcceptGateTest extends Scene {

    @Autowired
    private Intake intake;
    @Autowired
    private ObjectMapper json;

    @ParameterizedTest
    @ValueSource(strings = {"valid_from = valid_from + interval '6 minutes'", "status = 'WITHDRAWN'", "valid_to = valid_from",
        "basis = 'PUBLIC_TASK', review_at = valid_from", "capacity = 'DECEASED'"})
    void nothingIsQueuedUnderABasisThatEndedWhileTheRequestRan(String ends) {
        Submission read = readBefore(ends);

        assertThatThrownBy(() -> intake.commit(read)).isInstanceOfSatisfying(ProblemException.class,
                refused -> assertThat(refused.problem().type()).isEqualTo(ProblemType.CONSENT_MISSING));

        assertThat(referrals()).isZero();
    }

    @Test
    void aBasisHoldsThatWasWrittenDownByAClockFourMinutesAhead() {
        intake.commit(readBefore("valid_from = valid_from + interval '4 minutes'"));

        assertThat(referrals()).isEqualTo(1);
    }

    /** A submission that was read, and whose basis is another now. */
    private Submission readBefore(String changed) {
        String consent = consent();
        Submission read = intake.read(new ApiRequest("submitReferral", new Caller("vso-tool", Set.of(), null,
                "VSO-PB-LAHORE", "PK-PB", "VSO-PB-001", "vso-tool"), Map.of(), UUID.randomUUID().toString(), null, Language.EN,
                json.valueToTree(Map.of("victim", Map.of("registryId", victim), "consentId", consent, "programmes",
                        List.of(Map.of("id", COUNSELLING)), "needs", List.of(Map.of("code", "MHPSS.TRAUMA")))), "00"));
        jdbc.sql("update consent set " + changed + " where id = :id").param("id", consent).update();
        return read;
    }

    private int referrals() {
        return jdbc.sql("select count(*) from referral where victim_id = :victim").param("victim", victim)
                .query(Integer.class).single();
    }
}
