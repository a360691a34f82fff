package pk.rabta.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

/** A basis that nobody consented to: until when it holds, who lets it stand on, and who is told ahead. */
class ReviewsApiTest extends Scene {

    @Autowired
    private ReviewNotices notices;

    private HubClient second;
    private HubClient nobody;

    @BeforeEach
    void tokensOfTheSecondPersonAndOfNobody(SandboxEnvironment sandbox) {
        Map<String, Object> claims = new HashMap<>(sandbox.client("VSO").claims());
        claims.put("vso", "SUP-PB-901");
        second = tool(sandbox, "vso-tool", claims);
        claims.remove("vso");
        nobody = tool(sandbox, "vso-tool", claims);
    }

    private Map<String, Object> basis(String basis) {
        Map<String, Object> record = new HashMap<>(consentOf(victim));
        record.put("basis", basis);
        record.put("approvedBy", "SUP-PB-900");
        return record;
    }

    private String recorded(String basis) {
        return check("recordConsent", 201, officer.post("/v1/consents", basis(basis))).path("id").asText();
    }

    private String refused(HubClient by, String id, Object body) {
        JsonNode wrong = check("reviewConsent", 422, by.post("/v1/consents/" + id + "/review", body)).at("/violations/0");
        return wrong.path("pointer").asText() + " " + wrong.path("code").asText();
    }

    private void overdue(String id) {
        jdbc.sql("update consent set review_at = created_at where id = :id").param("id", id).update();
    }

    private List<String> events(String type, String consent) {
        return jdbc.sql("select detail ->> 'reviewAt' from referral_event where type = :type and detail ->> 'consentId' = :id")
                .param("type", type).param("id", consent).query(String.class).list();
    }

    @Test
    void eachKindHasItsLongestTime() {
        for (var longest : Map.of("VITAL_INTEREST", 7, "LEGAL_OBLIGATION", 90, "PUBLIC_TASK", 90).entrySet()) {
            Map<String, Object> record = basis(longest.getKey());
            Instant last = Instant.now().plus(Duration.ofDays(longest.getValue()));
            record.put("reviewAt", last.plusSeconds(60).toString());
            JsonNode problem = check("recordConsent", 422, officer.post("/v1/consents", record));
            assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/reviewAt");
            record.put("reviewAt", last.minusSeconds(60).toString());
            JsonNode consent = check("recordConsent", 201, officer.post("/v1/consents", record));
            assertThat(Instant.parse(consent.path("reviewAt").asText())).isBefore(last);
            record.remove("reviewAt");
            JsonNode usual = check("recordConsent", 201, officer.post("/v1/consents", record));
            assertThat(Instant.parse(usual.path("reviewAt").asText())).isAfter(Instant.now())
                    .isBefore(last.plusSeconds(60));
        }
        Map<String, Object> consent = new HashMap<>(consentOf(victim));
        consent.put("reviewAt", Instant.now().plusSeconds(3600).toString());
        assertThat(check("recordConsent", 422, officer.post("/v1/consents", consent)).at("/violations/0/pointer").asText())
                .isEqualTo("/reviewAt");
    }

    @Test
    void holdsNoLongerWithoutItsReviewAndAgainAfterIt() {
        String id = recorded("VITAL_INTEREST");
        overdue(id);
        assertThat(check("getConsent", 200, officer.get("/v1/consents/" + id)).path("status").asText())
                .isEqualTo("REVIEW_DUE");
        Map<String, Object> referral = Map.of("victim", Map.of("registryId", victim), "consentId", id, "programmes",
                List.of(Map.of("id", COUNSELLING)), "needs", List.of(Map.of("code", "MHPSS.TRAUMA")));
        JsonNode problem = check("submitReferral", 422, officer.post("/v1/referrals", referral));
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("consent.review-due");

        Answer reviewed = second.post("/v1/consents/" + id + "/review", Map.of("reviewedBy", "SUP-PB-901"));
        JsonNode consent = check("reviewConsent", 200, reviewed);

        assertThat(consent.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(consent.path("reviewedBy").asText()).isEqualTo("SUP-PB-901");
        assertThat(Instant.parse(consent.path("reviewAt").asText())).isAfter(Instant.now());
        assertThat(reviewed.header("ETag")).isEqualTo("\"2\"");
        assertThat(events("consent.reviewed", id)).hasSize(1);
        assertThat(jdbc.sql("""
                select detail ->> 'reviewedBy' from audit_leaf where type = 'consent.reviewed'
                  and detail ->> 'consentId' = :id""").param("id", id).query(String.class).list())
                .containsExactly("SUP-PB-901");
        assertThat(refer(id, COUNSELLING).path("referrals")).hasSize(1);
    }

    @Test
    void isReviewedByAnotherThanWhoRecordedItWithTheirOwnToken() {
        String id = recorded("PUBLIC_TASK");
        assertThat(refused(officer, id, Map.of("reviewedBy", "VSO-PB-001"))).isEqualTo("/reviewedBy approval-by-another");
        assertThat(refused(officer, id, Map.of("reviewedBy", "SUP-PB-901"))).isEqualTo("/reviewedBy own-token");
        assertThat(refused(nobody, id, Map.of("reviewedBy", "SUP-PB-901"))).isEqualTo("/reviewedBy own-token");
        assertThat(refused(second, id, Map.of("reviewedBy", "SUP-PB-901", "reviewAt",
                Instant.now().plus(Duration.ofDays(91)).toString()))).startsWith("/reviewAt");
        check("reviewConsent", 412, second.change("POST", "/v1/consents/" + id + "/review",
                Map.of("reviewedBy", "SUP-PB-901"), "\"7\""));
        jdbc.sql("update consent set vso = null where id = :id").param("id", id).update();
        assertThat(refused(second, id, Map.of("reviewedBy", "SUP-PB-901"))).isEqualTo("/reviewedBy approval-by-another");
    }

    @Test
    void isRecordedWithATokenThatNamesTheOfficer() {
        JsonNode problem = check("recordConsent", 422, nobody.post("/v1/consents", basis("PUBLIC_TASK")));
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("officer-required");
        check("recordConsent", 201, nobody.post("/v1/consents", consentOf(victim)));
    }

    @Test
    void whatAPersonConsentedToOrTookBackIsNotReviewed() {
        assertThat(refused(second, consent(), Map.of("reviewedBy", "SUP-PB-901"))).isEqualTo(" not-to-review");
        String id = recorded("LEGAL_OBLIGATION");
        check("withdrawConsent", 200, officer.post("/v1/consents/" + id + "/withdraw", Map.of("withdrawnBy", "SELF")));
        assertThat(refused(second, id, Map.of("reviewedBy", "SUP-PB-901"))).isEqualTo(" not-to-review");
        check("reviewConsent", 404, officer.post("/v1/consents/CNS-00000000000000000000000000/review",
                Map.of("reviewedBy", "SUP-PB-901")));
    }

    @Test
    void tellsTheToolAheadAndOnceForEachReview() {
        String id = recorded("VITAL_INTEREST");
        notices.run();
        assertThat(events("consent.review_due", id)).as("three working days ahead").isEmpty();

        jdbc.sql("update consent set review_at = :soon where id = :id").param("id", id)
                .param("soon", java.sql.Timestamp.from(Instant.now().plus(Duration.ofHours(20)))).update();
        notices.run();
        notices.run();
        assertThat(events("consent.review_due", id)).hasSize(1);

        check("reviewConsent", 200, second.post("/v1/consents/" + id + "/review", Map.of("reviewedBy", "SUP-PB-901",
                "reviewAt", Instant.now().plus(Duration.ofHours(10)).toString())));
        notices.run();
        assertThat(events("consent.review_due", id)).as("of the next review too").hasSize(2);
    }

    @Test
    void aChildsConsentEndsOnTheDayThatTheyComeOfAge() {
        var child = people.victim(victim, 7);
        child.withObject("/victim").put("birthDate", "2012-05-01").put("birthDatePrecision", "DAY");
        people.registrySays(child);
        Map<String, Object> record = new HashMap<>(consentOf(victim));
        record.putAll(Map.of("capacity", "MINOR", "givenBy", "GUARDIAN", "relationship", "mother"));

        JsonNode consent = check("recordConsent", 201, officer.post("/v1/consents", record));

        assertThat(consent.path("validTo").asText()).isEqualTo("2030-04-30T19:00:00Z");
        record.put("validTo", "2027-05-01T00:00:00Z");
        assertThat(check("recordConsent", 201, officer.post("/v1/consents", record)).path("validTo").asText())
                .isEqualTo("2027-05-01T00:00:00Z");
        // The registry corrects the date: the guardian's word ends where the person's own must be asked.
        child.withObject("/victim").put("birthDate", "2008-01-01");
        people.registrySays(child);
        JsonNode problem = check("submitReferral", 422, officer.post("/v1/referrals", Map.of("victim",
                Map.of("registryId", victim), "consentId", consent.path("id").asText(), "programmes",
                List.of(Map.of("id", COUNSELLING)), "needs", List.of(Map.of("code", "MHPSS.TRAUMA")))));
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("consent.of-age");
    }
}
