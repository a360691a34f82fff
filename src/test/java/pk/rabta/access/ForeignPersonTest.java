package pk.rabta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

/** A tool with a consent of its own names a person whom another tool referred. */
class ForeignPersonTest extends Scene {

    private HubClient other;
    private List<String> foreign;

    @BeforeEach
    void referSomebody(SandboxEnvironment sandbox) {
        other = tool(sandbox, "other-tool", Map.of("office", "VSO-PB-MULTAN", "province", "PK-PB"));
        String consent = consent();
        var receipt = refer(consent, MEDICAL);
        foreign = List.of(consent, receipt.path("caseId").asText(), receipt.at("/referrals/0/id").asText());
    }

    private String consentOfTheirs(String person) {
        return check("recordConsent", 201, other.post("/v1/consents", consentOf(person))).path("id").asText();
    }

    private Answer submit(String consent, String programme) {
        return other.post("/v1/referrals", submission(consent, programme));
    }

    @Test
    void a_consent_of_somebody_else_refers_nobody() {
        Answer answer = submit(consentOfTheirs(people.widow()), COUNSELLING);
        check("submitReferral", 422, answer);
        assertThat(answer.text()).doesNotContain(foreign);
        assertThat(theirs()).isZero();
    }

    @Test
    void a_consent_of_that_person_refers_them_and_shows_nothing_of_the_other_tools() {
        String consent = consentOfTheirs(victim);
        Answer open = submit(consent, MEDICAL);
        check("submitReferral", 409, open);
        Answer answer = submit(consent, COUNSELLING);
        check("submitReferral", 202, answer);
        assertThat(open.text() + answer.text()).doesNotContain(foreign);
        assertThat(theirs()).isOne();
        assertThat(other.get("/v1/referrals?victim=" + victim).text()).doesNotContain(foreign);
    }

    private int theirs() {
        return jdbc.sql("select count(*) from referral where victim_id = :id and client_id = 'other-tool'")
                .param("id", victim).query(Integer.class).single();
    }
}
