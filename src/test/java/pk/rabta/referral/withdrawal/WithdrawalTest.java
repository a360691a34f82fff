package pk.rabta.referral.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.audit.Audit;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient.Answer;

class WithdrawalTest extends Scene {

    private static final Map<String, Object> BY_PERSON = Map.of("withdrawnBy", "SELF");
    @Autowired
    private Audit audit;
    private String consent;
    private String medical;
    private String counselling;

    @BeforeEach
    void refer() {
        consent = consent();
        JsonNode referrals = refer(consent, MEDICAL, COUNSELLING).path("referrals");
        for (JsonNode referral : referrals) {
            if (referral.path("programme").asText().equals(MEDICAL)) {
                medical = referral.path("id").asText();
            } else {
                counselling = referral.path("id").asText();
            }
        }
    }

    private JsonNode withdraw() {
        return check("withdrawConsent", 200, officer.post("/v1/consents/" + consent + "/withdraw", BY_PERSON));
    }

    private void state(String referral, String state) {
        jdbc.sql("update delivery set state = :state where referral_id = :id").param("state", state)
                .param("id", referral).update();
        jdbc.sql("update referral set dispatched = true where id = :id").param("id", referral).update();
    }

    @Test
    void stopsWhatHasNotLeft() {
        JsonNode result = withdraw();

        assertThat(result.path("stopped")).extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(medical, counselling);
        assertThat(result.path("cancellationRequested")).isEmpty();
        for (String referral : List.of(medical, counselling)) {
            assertThat(messages(referral)).containsExactly("request VOIDED");
            JsonNode now = get(referral);
            assertThat(now.path("status").asText()).isEqualTo("CANCELLED");
            assertThat(now.at("/reason/code").asText()).isEqualTo("consent.withdrawn");
        }
        assertThat(check("getConsent", 200, officer.get("/v1/consents/" + consent)).path("status").asText())
                .isEqualTo("WITHDRAWN");
        assertThat(jdbc.sql("select type from referral_event where detail ->> 'consentId' = :id").param("id", consent)
                .query(String.class).list()).contains("consent.withdrawn");
        check("submitReferral", 422, officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "programmes", List.of(Map.of("id", MEDICAL)))));
    }

    @Test
    void recallsWhatHasLeft() {
        received(medical);
        state(counselling, "SENDING");

        JsonNode result = withdraw();

        assertThat(result.path("cancellationRequested")).extracting(JsonNode::asText).containsExactly(medical);
        assertThat(result.path("toTellByHand")).isEmpty();
        assertThat(result.path("mayHaveLeft")).extracting(JsonNode::asText).containsExactly(counselling);
        assertThat(messages(medical)).containsExactly("request ACKED", "cancellation DUE");
        assertThat(messages(counselling)).containsExactly("request SENDING", "cancellation DUE");
        assertThat(get(medical).path("status").asText()).isEqualTo("CANCELLATION_REQUESTED");
    }

    @Test
    void tellsWhatCannotBeRecalled() {
        received(medical);
        audit.record("disclosure", "hub", victim, medical, JsonNodeFactory.instance.objectNode().put("to", "pbm")
                .set("fields", JsonNodeFactory.instance.arrayNode().add("referral.id").add("victim.name.roman")),
                Instant.now());
        check("rejectReferral", 200, officer.as("PBM").post("/v1/partner/referrals/" + medical + "/reject",
                Map.of("reason", Map.of("code", "eligibility.income-above-ceiling", "text", "Above the ceiling"))));

        JsonNode result = withdraw();

        assertThat(result.path("notRecallable")).hasSize(1);
        assertThat(result.at("/notRecallable/0/referralId").asText()).isEqualTo(medical);
        assertThat(result.at("/notRecallable/0/partner").asText()).isEqualTo("pbm");
        assertThat(result.at("/notRecallable/0/fields")).extracting(JsonNode::asText)
                .containsExactly("referral.id", "victim.name.roman");
        assertThat(result.path("stopped")).extracting(JsonNode::asText).containsExactly(counselling);
    }

    @Test
    void closesCasesThatWereStillToBeMatched() {
        jdbc.sql("update case_file set status = 'matching-pending', request = '\\x00' where consent_id = :id")
                .param("id", consent).update();
        withdraw();

        assertThat(jdbc.sql("select status || (request is null) from case_file where consent_id = :id")
                .param("id", consent).query(String.class).list()).containsExactly("closedtrue");
    }

    @Test
    void saysTheSameOfASecondWithdrawal() {
        received(medical);
        JsonNode first = withdraw();
        JsonNode second = withdraw();

        assertThat(second.at("/consent/withdrawnAt")).isEqualTo(first.at("/consent/withdrawnAt"));
        assertThat(second.path("cancellationRequested")).isEqualTo(first.path("cancellationRequested"));
        assertThat(messages(medical)).containsExactly("request ACKED", "cancellation DUE");
    }

    @Test
    void changesNothingIfTheConsentChangedMeanwhile() {
        Answer answer = officer.change("POST", "/v1/consents/" + consent + "/withdraw", BY_PERSON, "\"7\"");

        check("withdrawConsent", 412, answer);
        assertThat(messages(medical)).containsExactly("request DUE");
    }

    @Test
    void takesBackWhatConcernsOnePartnerAndLetsTheRestStand() {
        received(medical);
        Answer answer = officer.post("/v1/consents/" + consent + "/withdraw",
                Map.of("withdrawnBy", "SELF", "recipients", List.of("health-pb")));

        JsonNode result = check("withdrawConsent", 200, answer);

        assertThat(result.at("/consent/status").asText()).isEqualTo("ACTIVE");
        assertThat(result.path("stopped")).extracting(JsonNode::asText).containsExactly(counselling);
        assertThat(result.path("cancellationRequested")).isEmpty();
        assertThat(messages(medical)).containsExactly("request ACKED");
        JsonNode now = check("getConsent", 200, officer.get("/v1/consents/" + consent));
        assertThat(now.at("/withdrawnPart/recipients/0").asText()).isEqualTo("health-pb");
        JsonNode problem = check("submitReferral", 422, officer.post("/v1/referrals", Map.of("victim",
                Map.of("registryId", victim), "consentId", consent, "programmes", List.of(Map.of("id", COUNSELLING)))));
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("consent.withdrawn");

        JsonNode rest = check("withdrawConsent", 200, officer.post("/v1/consents/" + consent + "/withdraw",
                Map.of("withdrawnBy", "SELF", "purposes", List.of("SOCIAL_PROTECTION", "MHPSS"))));
        assertThat(rest.at("/consent/status").asText()).as("nothing is left of it").isEqualTo("WITHDRAWN");
        assertThat(rest.path("cancellationRequested")).extracting(JsonNode::asText).containsExactly(medical);
    }

    @Test
    void refusesToTakeBackWhatWasNeverGiven() {
        Answer answer = officer.post("/v1/consents/" + consent + "/withdraw",
                Map.of("withdrawnBy", "SELF", "recipients", List.of("health-pb", "bisp"), "purposes", List.of("JUSTICE")));

        assertThat(check("withdrawConsent", 422, answer).path("violations").findValuesAsText("pointer"))
                .containsExactly("/recipients/1", "/purposes/0");
        assertThat(messages(counselling)).containsExactly("request DUE");
    }

    @Test
    void tellsTheToolByAnEventWithoutPersonalContent() {
        withdraw();

        assertThat(jdbc.sql("""
                select detail::text from referral_event where type = 'consent.withdrawn' and victim_id = :victim
                  and client_id = 'vso-tool' and content is null""").param("victim", victim)
                .query(String.class).list()).hasSize(1).allMatch(detail -> detail.contains(consent));
    }
}
