package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.People;

/** What the tests of the way to Bait-ul-Mal and back do and look at. */
final class PbmFlow {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    final JdbcClient jdbc;
    private final HubClient officer;
    private final People people;

    PbmFlow(ApplicationContext hub, HubClient officer) {
        this.jdbc = hub.getBean(JdbcClient.class);
        this.people = new People(hub);
        this.officer = officer;
    }

    /** Refers a new person; the hospital and the declarations are as PBM wants them, unless changed. */
    String refer(Map<String, Object> changes) {
        HubClient.Answer answer = submit(changes);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    /** The same, whatever the answer is. */
    HubClient.Answer submit(Map<String, Object> changes) {
        String victim = people.widow();
        Map<String, Object> details = new HashMap<>(Map.of("incomePkr", 28_000,
                "declarations", Map.of("govtServantFamily", false, "otherAid", List.of()),
                "hospital", Map.of("code", "MAYO_LHR", "government", true, "diagnosisIcd10", "T79.6",
                        "estimatePkr", 485_000)));
        details.putAll(changes);
        return officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", people.consent(victim, List.of("pbm"), List.of("SOCIAL_PROTECTION")),
                "programmes", List.of(Map.of("id", "pbm-ifa-medical")), "details", details,
                "contact", Map.of("via", "VSO", "vso", "VSO-PB-001", "noPhone", true)));
    }

    /** Registers the paper that PBM asks for and answers with it. */
    void addRecommendation(String referral) {
        HubClient.Answer answer = officer.post("/v1/referrals/" + referral + "/answers",
                Map.of("documents", List.of(recommendation(referral))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.body().has("advice")).isFalse();
    }

    /** Registers the paper that PBM asks for. */
    String recommendation(String referral) {
        String victim = text("select victim_id from referral where id = :id", referral);
        HubClient.Answer document = officer.post("/v1/documents", Map.of("victim", Map.of("registryId", victim),
                "type", "HOSPITAL_COMMITTEE_RECOMMENDATION", "sha256", "0d".repeat(32),
                "mediaType", "application/pdf"));
        assertThat(document.status()).as(document.text()).isEqualTo(201);
        return document.body().path("id").asText();
    }

    void cancel(String referral) {
        HubClient.Answer answer = officer.post("/v1/referrals/" + referral + "/cancel",
                Map.of("reason", Map.of("code", "person.withdrew")));
        assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    }

    void awaitStatus(String referral, String status) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(status(referral)).isEqualTo(status));
    }

    void awaitBusinessStatus(String referral, String status) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() ->
                assertThat(text("select business_status from referral where id = :id", referral)).isEqualTo(status));
    }

    /** The delivery of the request: its state. */
    void awaitDelivery(String referral, String state) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(delivery(referral, "state")).isEqualTo(state));
    }

    String status(String referral) {
        return text("select status from referral where id = :id", referral);
    }

    String delivery(String referral, String column) {
        return text("select " + column + "::text from delivery where referral_id = :id and message = 'request'",
                referral);
    }

    String text(String sql, String referral) {
        return jdbc.sql(sql).param("id", referral).query((row, n) -> String.valueOf(row.getString(1))).single();
    }
}
