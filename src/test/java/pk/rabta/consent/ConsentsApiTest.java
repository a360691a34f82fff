package pk.rabta.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

class ConsentsApiTest extends Scene {

    @Autowired
    private Persons persons;

    private Map<String, Object> changed(String name, Object value) {
        Map<String, Object> record = new HashMap<>(consentOf(victim));
        record.put(name, value);
        return record;
    }

    @Test
    void keepsWhatWasRecorded() {
        Map<String, Object> record = changed("restrictions", Map.of("noSms", true, "safeHours", "10:00-13:00"));
        record.put("evidence", Map.of("reference", "FORM-1", "sha256", "0".repeat(64)));
        record.put("validTo", Instant.now().plusSeconds(3600).toString());

        Answer created = officer.post("/v1/consents", record);
        JsonNode consent = check("recordConsent", 201, created);
        Answer read = officer.get(created.header("Location"));

        assertThat(check("getConsent", 200, read)).isEqualTo(consent);
        assertThat(read.header("ETag")).isEqualTo("\"1\"").isEqualTo(created.header("ETag"));
        assertThat(consent.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(consent.has("reviewAt")).isFalse();
        assertThat(consent.at("/restrictions/safeHours").asText()).isEqualTo("10:00-13:00");
    }

    @Test
    void namesEveryPartnerAndPurposeThatDoesNotExist() {
        Map<String, Object> record = changed("recipients", List.of("pbm", "no-such"));
        record.put("purposes", List.of("SURVEILLANCE", "MHPSS"));

        Answer answer = officer.post("/v1/consents", record);

        JsonNode problem = check("recordConsent", 422, answer);
        assertThat(answer.isProblem("unknown-reference")).isTrue();
        assertThat(problem.path("violations").findValuesAsText("pointer"))
                .containsExactly("/recipients/1", "/purposes/0");
    }

    @Test
    void wantsASecondPersonWhereNobodyConsented() {
        Map<String, Object> record = changed("basis", "VITAL_INTEREST");
        record.put("justification", "Found unconscious; invented");
        JsonNode problem = check("recordConsent", 422, officer.post("/v1/consents", record));
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/approvedBy");

        record.put("approvedBy", "VSO-PB-001");
        problem = check("recordConsent", 422, officer.post("/v1/consents", record));
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("approval-by-another");

        record.put("approvedBy", "VSO-PB-900");
        JsonNode consent = check("recordConsent", 201, officer.post("/v1/consents", record));
        assertThat(Instant.parse(consent.path("reviewAt").asText())).isAfter(Instant.now());
        assertThat(consent.path("justification").asText()).startsWith("Found");
        byte[] stored = jdbc.sql("select words from consent where id = :id")
                .param("id", consent.path("id").asText()).query((row, n) -> row.getBytes(1)).single();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("unconscious");
    }

    @Test
    void letsNoChildConsent() {
        JsonNode problem = check("recordConsent", 422, officer.post("/v1/consents", changed("capacity", "MINOR")));
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/givenBy");
    }

    @Test
    void listsThoseOfAPersonNewestFirstPageByPage() {
        String first = consent();
        String second = consent();
        String third = consent();

        JsonNode page = check("listConsents", 200, officer.get("/v1/consents?limit=2&victim=" + victim));
        assertThat(page.path("items").findValuesAsText("id")).containsExactly(third, second);
        JsonNode last = check("listConsents", 200, officer.get("/v1/consents?limit=2&victim=" + victim + "&after="
                + page.path("next").asText()));
        assertThat(last.path("items").findValuesAsText("id")).containsExactly(first);
        assertThat(last.has("next")).isFalse();
        List.of("nonsense", "2026-03-05T06:12:00Z\n\0", "+1000000000-12-31T23:59:59Z\nCNS-1", "0000-01-01T00:00:00Z\nCNS-1")
                .forEach(place -> check("listConsents", 400, officer.get("/v1/consents?victim=" + victim + "&after="
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void tellsAnExpiredOneFromAnActiveOne() {
        String id = consent();
        jdbc.sql("update consent set valid_to = valid_from where id = :id").param("id", id).update();

        assertThat(check("getConsent", 200, officer.get("/v1/consents/" + id)).path("status").asText())
                .isEqualTo("EXPIRED");
        String list = "/v1/consents?victim=" + victim + "&status=";
        assertThat(check("listConsents", 200, officer.get(list + "ACTIVE")).path("items")).isEmpty();
        assertThat(check("listConsents", 200, officer.get(list + "EXPIRED")).path("items")).hasSize(1);
    }

    @Test
    void isNotFoundByAnotherToolOrOffice(SandboxEnvironment sandbox) {
        String id = consent();
        Answer own = officer.get("/v1/consents/CNS-00000000000000000000000000");
        for (var other : List.of(
                tool(sandbox, "another-tool", Map.of("office", "VSO-PB-LAHORE", "province", "PK-PB")),
                tool(sandbox, "vso-tool", Map.of("office", "VSO-KP-PESHAWAR", "province", "PK-KP")),
                tool(sandbox, "vso-tool", Map.of("province", "PK-KP")))) {
            Answer answer = other.get("/v1/consents/" + id);
            check("getConsent", 404, answer);
            assertThat(answer.text()).isEqualTo(own.text());
            assertThat(other.get("/v1/consents?victim=" + victim).body().path("items")).isEmpty();
            check("withdrawConsent", 404, other.post("/v1/consents/" + id + "/withdraw",
                    Map.of("withdrawnBy", "SELF")));
        }
        check("getConsent", 200, officer.get("/v1/consents/" + id));
    }

    @Test
    void knowsNoProtectedWitness() {
        String id = consent();
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));

        check("getConsent", 404, officer.get("/v1/consents/" + id));
        assertThat(officer.get("/v1/consents?victim=" + victim).body().path("items")).isEmpty();
    }
}
