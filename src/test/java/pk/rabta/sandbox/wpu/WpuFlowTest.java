package pk.rabta.sandbox.wpu;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.ADMIT;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.FORGED;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.REFUSE;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.SILENT;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.WRONG;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.People;
import pk.rabta.sandbox.Referred;

/** Somebody under threat and the unit, sealed both ways, from the referral to the admission. */
@HubTest
class WpuFlowTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String HANDLER = ",\"contact\":{\"via\":\"HANDLER\",\"vso\":\"VSO-KP-014\"}";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;

    private WpuSimulator unit;

    @BeforeEach
    void prepare(WpuSimulator simulator) {
        unit = simulator;
        unit.decide(ADMIT, Duration.ofMillis(100));
    }

    /** Other classes meet a unit that decides. */
    private Referred refer(HubClient officer) {
        return Referred.submit(hub, officer, new Referred.Person("""
                {"contract":"victim/1","victim":{"registryId":"VOT-ID","name":{"roman":"Zarmina Gul"},
                  "identifiers":[{"type":"CNIC","value":"9999900003012"}],"sex":"F","phone":"+923000000122",
                  "address":{"province":"PK-KP","district":"PK528"}},"flags":["THREAT"]}""",
                "wpu-kp-protection", "PROTECTION.THREAT", "PROTECTION", "wpu-kp", "IDENTITY_MIN,CONTACT"), HANDLER);
    }

    /** The unit keeps silent until the hub knows that it has the request: a faster decision would leave out that step. */
    private Referred received(HubClient officer) {
        unit.decide(SILENT, Duration.ZERO);
        return refer(officer).await("RECEIVED");
    }

    private void awaitAnswers(Referred referral, Integer... statuses) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() ->
                assertThat(unit.answers(referral.id())).containsExactly(statuses));
    }

    @Test
    void four_fields_leave_sealed_and_the_admission_comes_back(HubClient officer) throws Exception {
        Referred referral = received(officer);
        unit.decide(referral.id(), ADMIT);
        referral.await("COMPLETED");
        assertThat(referral.way()).containsExactly("REQUESTED", "RECEIVED", "ACCEPTED", "COMPLETED");
        assertThat(officer.get("/v1/referrals/" + referral.id()).body().path("outcome")).hasToString(
                "{\"code\":\"ENROLLED\",\"text\":\"Admitted until " + WpuSimulator.EXPIRY + "\"}");
        JsonNode sent = unit.opened().getLast();
        assertThat(new ObjectMapper().convertValue(sent, Map.class)).containsOnlyKeys("token", "threatLevel", "caseRef",
                "handlerContact").containsEntry("threatLevel", "HIGH").containsEntry("caseRef", referral.id())
                .containsEntry("handlerContact", "VSO-KP-014");
        String token = jdbc.sql("select p.token from person p join referral r using (victim_id) where r.id = :id")
                .param("id", referral.id()).query(String.class).single();
        assertThat(sent.path("token").asText()).startsWith("PT-").isNotEqualTo(token);
        assertThat(new String(unit.last(), ISO_8859_1)).matches("[\\w-]+(\\.[\\w-]+){4}").doesNotContain(referral.id());
    }

    @Test
    void a_refusal_rejects_and_what_comes_twice_counts_once(HubClient officer) {
        Referred referral = received(officer);
        unit.faults().answerTwice(1);
        unit.decide(referral.id(), REFUSE);
        referral.await("REJECTED");
        assertThat(referral.column("reason")).contains("eligibility.criteria-not-met");
        awaitAnswers(referral, 204, 204);
        assertThat(referral.way()).containsExactly("REQUESTED", "RECEIVED", "REJECTED");
    }

    @Test
    void what_is_wrong_or_forged_changes_nothing(HubClient officer) throws Exception {
        Referred referral = received(officer);
        unit.decide(referral.id(), WRONG);
        awaitAnswers(referral, 422);
        Referred other = received(officer);
        unit.decide(other.id(), FORGED);
        awaitAnswers(other, 401);
        assertThat(other.column("status")).isEqualTo("RECEIVED");
        ObjectMapper json = new ObjectMapper();
        String unknown = "{\"token\":\"PT-00000000000000000000000000N\",\"admitted\":false}";
        assertThat(unit.send(json.readTree(unknown), unit.seal())).isEqualTo(404);
        // Its own token means nothing once the unit made a mistake in it; the right one counts.
        assertThat(unit.send(json.createObjectNode().put("token", unit.token(referral.id())).put("admitted", false),
                unit.seal())).isEqualTo(204);
        referral.await("REJECTED");
    }

    @Test
    void one_id_stands_for_one_message(HubClient officer) throws Exception {
        Referred referral = received(officer);
        ObjectMapper json = new ObjectMapper();
        UnitSeal seal = unit.seal();
        var answer = json.createObjectNode().put("token", unit.token(referral.id()));
        assertThat(unit.send(answer.deepCopy().put("admitted", false), seal)).isEqualTo(204);
        assertThat(unit.send(answer.deepCopy().put("admitted", true).put("expiry", WpuSimulator.EXPIRY), seal))
                .isEqualTo(409);
        assertThat(referral.column("status")).isEqualTo("REJECTED");
    }

    @Test
    void while_the_unit_is_down_the_request_waits_and_takes_no_other_way(HubClient officer) {
        unit.faults().refuse();
        Referred referral = refer(officer);
        Awaitility.await().atMost(LIMIT).until(() -> referral.deliveries().contains("RETRY")
                || referral.deliveries().contains("IN_DOUBT"));
        assertThat(jdbc.sql("select distinct destination from delivery where referral_id = :id").param("id", referral.id())
                .query(String.class).list()).containsExactly("wpu-kp");
        unit.faults().accept();
        referral.await("COMPLETED");
        assertThat(unit.ledger().effects(referral.id())).extracting(Ledger.Entry::kind).containsExactly("request");
    }

    @Test
    void a_withdrawal_is_sealed_too_and_confirmed(HubClient officer) {
        Referred referral = received(officer);
        assertThat(officer.post("/v1/referrals/" + referral.id() + "/cancel",
                Map.of("reason", Map.of("code", "person.withdrew"))).status()).isBetween(200, 202);
        referral.await("CANCELLED");
        assertThat(unit.opened().getLast().toString()).isEqualTo("{\"caseRef\":\"" + referral.id()
                + "\",\"withdrawn\":true,\"redact\":true}");
    }

    @Test
    void without_a_handler_nothing_is_taken_in(HubClient officer) {
        People people = new People(hub);
        String victim = people.widow();
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim), "consentId",
                people.consent(victim, List.of("wpu-kp"), List.of("PROTECTION")),
                "programmes", List.of(Map.of("id", "wpu-kp-protection"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().at("/violations/0/pointer").asText()).isEqualTo("/contact/vso");
    }
}
