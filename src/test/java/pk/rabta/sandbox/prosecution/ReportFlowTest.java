package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralIds;
import pk.rabta.referral.intake.Matching;
import pk.rabta.referral.intake.Release;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.People;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** A link to a case needs its police report: whoever lacks it is asked for it, and no message rests for want of it. */
@HubTest
class ReportFlowTest {

    private static final String LINK = "prosecution-kp-case-link";
    private static final AtomicInteger REPORT = new AtomicInteger(900);

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;

    private final int report = REPORT.incrementAndGet();
    private People people;
    private HubClient officer;
    private String victim;

    @BeforeEach
    void somebodyWithoutAReport(HubClient client, ProsecutionSimulator prosecution) {
        officer = client;
        people = new People(hub);
        victim = people.widow();
        registry(null);
        prosecution.register().open("CTD SWAT", report, 2026);
    }

    @Test
    void aChosenLinkWaitsAndSaysWhatToGive() {
        JsonNode referral = submit(Map.of("programmes", List.of(Map.of("id", LINK)))).at("/referrals/0");
        assertThat(referral.path("status").asText()).isEqualTo("WAITING");
        assertThat(referral.at("/waitingFor/0/code").asText()).isEqualTo("legal.case-not-found");
        assertThat(referral.at("/waitingFor/0/text").asText()).contains("policeStation");
    }

    @Test
    void soDoesAMatchedOne() {
        JsonNode referral = submit(Map.of("needs", List.of(Map.of("code", "JUSTICE.CASE_LINK")))).at("/referrals/0");
        assertThat(referral.path("programme").asText()).isEqualTo(LINK);
        assertThat(referral.path("status").asText()).isEqualTo("WAITING");
        assertThat(referral.at("/waitingFor/0/code").asText()).isEqualTo("legal.case-not-found");
    }

    @Test
    void soDoesOneThatARestoredCaseIsMatchedTo_whichGivesItItsDoubt(RegistrySimulator away) {
        jdbc.sql("update person set snapshot = null, read_at = null where victim_id = :id").param("id", victim).update();
        away.faults().refuse();
        String caseId = submit(Map.of("needs", List.of(Map.of("code", "JUSTICE.CASE_LINK")))).path("caseId").asText();
        jdbc.sql("update case_file set reason = :doubt where id = :id and status = 'matching-pending'")
                .param("doubt", Referral.IN_DOUBT).param("id", caseId).update();
        registry(null);
        hub.getBean(Matching.class).match(caseId);

        String referral = hub.getBean(ReferralIds.class).matched(caseId, LINK);
        Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
                assertThat(officer.get("/v1/cases/" + caseId).body().path("status").asText()).isEqualTo("open"));
        JsonNode waits = officer.get("/v1/referrals/" + referral).body();
        assertThat(waits.path("status").asText()).isEqualTo("WAITING");
        assertThat(waits.at("/reason/code").asText()).isEqualTo(Referral.IN_DOUBT);
    }

    @Test
    void whatTheOfficerGivesAtOnceGoesOut() {
        String referral = submit(Map.of("programmes", List.of(Map.of("id", LINK)), "details",
                fir(report, "PK531"))).at("/referrals/0/id").asText();
        awaitStatus(referral, "IN_PROGRESS");
        assertThat(text("partner_reference", referral)).isEqualTo("FIR " + report + "/2026 CTD SWAT");
    }

    @Test
    void aConfirmationWithoutTheReportIsRefusedAndOneWithItSendsTheLink() {
        String referral = waiting(Map.of("case", Map.of("support", List.of("TRAVEL"))));
        JsonNode refused = confirm(422, referral, "legal.case-not-found", Map.of("note", "Seen by the officer"));
        assertThat(refused.at("/violations/0/pointer").asText()).isEqualTo("/details/case/fir");
        JsonNode wrong = confirm(400, referral, "legal.case-not-found", Map.of("details", fir(123_456, "PK531")));
        assertThat(wrong.at("/violations/0/pointer").asText()).isEqualTo("/details/case/fir/number");
        assertThat(text("status", referral)).isEqualTo("WAITING");

        JsonNode state = confirm(200, referral, "legal.case-not-found", Map.of("details", fir(report, "PK531")));
        assertThat(state.path("status").asText()).isEqualTo("REQUESTED");
        awaitStatus(referral, "IN_PROGRESS");
        JsonNode details = officer.get("/v1/referrals/" + referral).body().path("details");
        assertThat(details.at("/case/support/0").asText()).isEqualTo("TRAVEL");
        assertThat(details.at("/case/fir/number").asInt()).isEqualTo(report);
    }

    @Test
    void aReportOfAnotherProvinceWaitsUntilItIsCorrected() {
        registry("PK617");
        String referral = submit(Map.of("programmes", List.of(Map.of("id", LINK)))).at("/referrals/0/id").asText();
        assertThat(text("waiting_for", referral)).isEqualTo("{jurisdiction.not-covered}");
        confirm(422, referral, "jurisdiction.not-covered", Map.of("note", "It is all the same"));
        registry("PK531");
        hub.getBean(Release.class).check(referral);
        awaitStatus(referral, "IN_PROGRESS");
    }

    @Test
    void aReportOfAnotherProvinceCannotBeTold() {
        String referral = waiting(Map.of());
        JsonNode state = confirm(200, referral, "legal.case-not-found", Map.of("details", fir(report, "PK617")));
        assertThat(state.path("status").asText()).isEqualTo("WAITING");
        assertThat(text("waiting_for", referral)).isEqualTo("{jurisdiction.not-covered}");
        confirm(200, referral, "jurisdiction.not-covered", Map.of("details", fir(report, "PK531")));
        awaitStatus(referral, "IN_PROGRESS");
    }

    @Test
    void aBasisThatKeepsTheReportBackIsToldAtOnce() {
        registry("PK531");
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent(List.of("IDENTITY_MIN", "CONTACT")), "programmes", List.of(Map.of("id", LINK))));
        ResponseContract.check("submitReferral", 422, answer);
        assertThat(answer.body().at("/violations/0/code").asText()).isEqualTo("consent.scope-too-narrow");
        assertThat(answer.body().at("/violations/0").toString()).contains("incident.fir");
    }

    private String waiting(Map<String, Object> details) {
        String referral = submit(Map.of("programmes", List.of(Map.of("id", LINK)), "details", details))
                .at("/referrals/0/id").asText();
        assertThat(text("status", referral)).isEqualTo("WAITING");
        return referral;
    }

    private JsonNode submit(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("victim", Map.of("registryId", victim));
        body.put("consentId", consent(List.of("IDENTITY_MIN", "CONTACT", "CASE", "HEALTH")));
        return ResponseContract.check("submitReferral", 202, officer.post("/v1/referrals", body));
    }

    private String consent(List<String> scopes) {
        return ResponseContract.check("recordConsent", 201, officer.post("/v1/consents", Map.of("victim",
                Map.of("registryId", victim), "basis", "CONSENT", "givenBy", "SELF", "capacity", "ADULT", "purposes",
                List.of("JUSTICE"), "recipients", List.of("prosecution-kp"), "dataScopes", scopes, "method", "THUMB")))
                .path("id").asText();
    }

    private JsonNode confirm(int status, String referral, String code, Map<String, Object> evidence) {
        return ResponseContract.check("confirmPrecondition", status, officer.post(
                "/v1/referrals/" + referral + "/preconditions/" + code + "/confirm", evidence));
    }

    private Map<String, Object> fir(int number, String district) {
        return Map.of("case", Map.of("fir", Map.of("policeStation", "CTD Swat", "number", number, "year", 2026,
                "district", district)));
    }

    /** What the registry holds of the report now: nothing, or one of that district. */
    private void registry(String district) {
        ObjectNode document = people.victim(victim, report);
        ObjectNode incident = (ObjectNode) document.path("incident");
        incident.remove("fir");
        if (district != null) {
            incident.putObject("fir").put("district", district).put("policeStation", "CTD Swat").put("number", report)
                    .put("year", 2026);
        }
        Persons persons = hub.getBean(Persons.class);
        persons.store(document, persons.asking(victim));
    }

    private void awaitStatus(String referral, String status) {
        Awaitility.await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(text("status", referral)).isEqualTo(status));
    }

    private String text(String column, String referral) {
        return jdbc.sql("select " + column + "::text from referral where id = :id").param("id", referral)
                .query(String.class).single();
    }
}
