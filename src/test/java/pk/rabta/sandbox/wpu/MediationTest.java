package pk.rabta.sandbox.wpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.SILENT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.registry.RegistrySimulator;

/**
 * A protected witness, whom the hub never met, and the handler: a token reaches the unit, an admission comes back, and for
 * everybody else nothing happened.
 */
class MediationTest extends MediationScene {

    @Autowired
    private Catalogue catalogue;

    @Test
    void a_token_reaches_the_unit_and_the_admission_the_handler() {
        String referral = refer();
        awaitStatus(referral, "COMPLETED");
        JsonNode sent = unit.opened().getLast();
        assertThat(sent.properties()).extracting(Map.Entry::getKey).containsExactlyInAnyOrder("token", "threatLevel",
                "caseRef", "handlerContact");
        assertThat(sent.path("threatLevel").asText()).isEqualTo("IMMEDIATE");
        assertThat(sent.path("token").asText()).isNotEqualTo(persons.find(witness).orElseThrow().token());
        assertThat(sent.toString()).doesNotContain(witness);
        assertThat(handler.get("/v1/referrals/" + referral).body().at("/outcome/text").asText())
                .isEqualTo("Admitted until " + WpuSimulator.EXPIRY);
        assertThat(handler.get("/v1/disclosures?victim=" + witness).body().at("/items/0/fields")).extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("contact.vso", "contract", "message.createdAt", "message.id", "message.kind",
                        "message.name", "referral.id", "referral.urgency", "victim.token");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(jdbc.sql("""
                select state from delivery where referral_id = :id and kind = 'write-back'""").param("id", referral)
                .query(String.class).list()).as("the registry is told nothing").containsExactly("VOIDED"));
    }

    @Test
    void of_the_person_the_hub_keeps_no_name() {
        refer();
        JsonNode kept = persons.find(witness).orElseThrow().snapshot();
        assertThat(kept.path("victim").properties()).extracting(Map.Entry::getKey)
                .containsOnly("registryId", "token", "birthDate", "birthDatePrecision");
        assertThat(kept.has("household") || kept.has("incident")).isFalse();
    }

    @Test
    void for_everybody_else_nothing_happened() {
        String referral = refer();
        awaitStatus(referral, "COMPLETED");
        String nobody = PublicId.next(Prefix.REF);
        assertThat(text(officer.get("/v1/referrals/" + referral), referral)).isEqualTo(
                text(officer.get("/v1/referrals/" + nobody), nobody));
        for (String list : List.of("/v1/referrals?victim=", "/v1/cases?victim=", "/v1/consents?victim=",
                "/v1/disclosures?victim=")) {
            assertThat(officer.get(list + witness).body().path("items")).as(list).isEmpty();
        }
        assertThat(officer.get("/v1/events?limit=200").text()).doesNotContain(referral);
        assertThat(officer.as("ADMIN").get("/v1/admin/deliveries?referral=" + referral).body().path("items")).isEmpty();
    }

    @Test
    void without_clearance_the_answer_is_that_about_nobody() {
        String consent = consent(handler);
        List<String> answers = new ArrayList<>();
        for (String id : List.of("VOT-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase() + "-N", witness)) {
            answers.add(text(officer.post("/v1/referrals", submission(id, consent, PROGRAMME)), id));
            answers.add(text(officer.post("/v1/consents", consentOf(id)), id));
        }
        assertThat(answers.subList(0, 2)).isEqualTo(answers.subList(2, 4)).allMatch(text -> text.startsWith("422 "));
        assertThat(officer.get("/v1/consents/" + consent).status()).isEqualTo(404);
    }

    @Test
    void every_other_programme_is_refused_with_clearance_too() {
        String consent = consent(handler);
        for (var programme : catalogue.all()) {
            if (!programme.id().equals(PROGRAMME)) {
                Answer answer = handler.post("/v1/referrals", submission(witness, consent, programme.id()));
                assertThat(answer.status()).as(programme.id() + answer).isEqualTo(422);
                assertThat(answer.text()).as(programme.id()).contains("protection-rule");
            }
        }
        assertThat(jdbc.sql("select count(*) from referral where victim_id = :id").param("id", witness)
                .query(Integer.class).single()).isZero();
    }

    @Test
    void a_handler_is_a_code_and_nothing_else_is_taken_in() {
        String consent = consent(handler);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("contact", Map.of("via", "HANDLER", "vso", "9999900000122")),
                Map.of("contact", Map.of("via", "PHONE", "vso", "VSO-KP-014", "phone", "+923000000122")),
                Map.of("details", Map.of("incomePkr", 1)),
                Map.of("programmes", List.of(Map.of("id", PROGRAMME, "details", Map.of("incomePkr", 1)))))) {
            Map<String, Object> submission = submission(witness, consent, PROGRAMME);
            submission.putAll(wrong);
            Answer answer = handler.post("/v1/referrals", submission);
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.text()).contains("protection-rule");
        }
        Map<String, Object> byNeeds = submission(witness, consent, PROGRAMME);
        byNeeds.remove("programmes");
        byNeeds.put("needs", List.of(Map.of("code", "PROTECTION.THREAT")));
        assertThat(handler.post("/v1/referrals", byNeeds).text()).contains("choose-by-hand");
    }

    @Test
    void a_handler_takes_back_what_was_asked() {
        unit.decide(SILENT, Duration.ZERO);
        String referral = refer();
        awaitStatus(referral, "RECEIVED");
        assertThat(handler.post("/v1/referrals/" + referral + "/cancel",
                Map.of("reason", Map.of("code", "person.withdrew"))).status()).isBetween(200, 202);
        awaitStatus(referral, "CANCELLED");
        assertThat(unit.opened().getLast().path("withdrawn").asBoolean()).isTrue();
    }

    @Test
    void a_consent_that_is_withdrawn_takes_it_back_too() {
        unit.decide(SILENT, Duration.ZERO);
        String referral = refer();
        awaitStatus(referral, "RECEIVED");
        String consent = handler.get("/v1/referrals/" + referral).body().path("consentId").asText();
        assertThat(officer.post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF")).status())
                .isEqualTo(404);
        Answer withdrawn = handler.post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF"));
        assertThat(withdrawn.status()).as(withdrawn.text()).isBetween(200, 202);
        awaitStatus(referral, "CANCELLED");
        assertThat(unit.opened().getLast().path("caseRef").asText()).isEqualTo(referral);
    }

    /** Recorded without clearance while the registry was away: not the handler's, so it never leaves, whatever the partner. */
    @Test
    void what_no_handler_submitted_stays_held(RegistrySimulator registry) {
        consent(handler);
        registry.faults().storm(503, Faults.ALWAYS);
        String consent = consent(officer);
        Answer answer = officer.post("/v1/referrals", submission(witness, consent, PROGRAMME));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String referral = answer.body().at("/referrals/0/id").asText();
        registry.faults().clear();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(officer.get("/v1/referrals/" + referral).body()
                .at("/reason/code").asText()).isEqualTo("person.not-found"));
        assertThat(unit.opened()).noneMatch(sent -> sent.path("caseRef").asText().equals(referral));
    }

    @Test
    void the_log_proves_the_disclosure_and_tells_it_to_the_cleared_alone(HubClient client) {
        String referral = refer();
        awaitStatus(referral, "COMPLETED");
        String leaf = jdbc.sql("select id::text from audit_leaf where referral_id = :id and type = 'disclosure'")
                .param("id", referral).query(String.class).single();
        HubClient auditor = client.as("AUDITOR");
        await().atMost(LIMIT).until(() -> auditor.get("/v1/audit/leaves/" + leaf + "/proof").status() == 200);
        Answer proof = auditor.get("/v1/audit/leaves/" + leaf + "/proof");
        assertThat(proof.body().path("hash").asText()).isNotEmpty();
        assertThat(proof.body().has("leaf")).isFalse();
        assertThat(proof.body().path("withheld").asBoolean()).isTrue();
        assertThat(jdbc.sql("select detail ->> 'to' from audit_leaf where id = cast(:id as uuid)").param("id", leaf)
                .query(String.class).single()).isEqualTo("wpu-kp");
    }
}
