package pk.rabta.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

class CasesApiTest extends Scene {

    @Test
    void holdsAllReferralsOfOneAssessment() {
        String id = refer(consent(), MEDICAL, COUNSELLING).path("caseId").asText();

        Answer answer = officer.get("/v1/cases/" + id);
        JsonNode found = check("getCase", 200, answer);

        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(found.path("status").asText()).isEqualTo("open");
        assertThat(found.path("referrals").findValuesAsText("programme"))
                .containsExactlyInAnyOrder(MEDICAL, COUNSELLING);
        assertThat(found.at("/needs/0/code").asText()).isEqualTo("HEALTH.TREATMENT_COST");
        assertThat(found.at("/requestedBy/office").asText()).isEqualTo("VSO-PB-LAHORE");
        assertThat(answer.text()).doesNotContain("+923");
    }

    @Test
    void saysWhatAPendingOneWaitsFor() {
        String id = refer(consent(), MEDICAL).path("caseId").asText();
        // Again where the hub's own round, which finds that nothing is to be waited for, comes in between.
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            jdbc.sql("update case_file set status = 'matching-pending', waiting_for = '{technical.registry-down}' "
                    + "where id = :id").param("id", id).update();
            JsonNode found = check("getCase", 200, officer.get("/v1/cases/" + id));
            assertThat(found.at("/waitingFor/0/code").asText()).isEqualTo("technical.registry-down");
            assertThat(found.at("/waitingFor/0/text").asText()).contains(" ");
            assertThat(check("listCases", 200, officer.get("/v1/cases?status=matching-pending&victim=" + victim))
                    .path("items")).hasSize(1);
            assertThat(check("listCases", 200, officer.get("/v1/cases?status=open&victim=" + victim)).path("items"))
                    .isEmpty();
        });
    }

    @Test
    void listsNewestFirstPageByPage() {
        String consent = consent();
        String first = refer(consent, MEDICAL).path("caseId").asText();
        String second = refer(consent, COUNSELLING).path("caseId").asText();

        JsonNode page = check("listCases", 200, officer.get("/v1/cases?limit=1&victim=" + victim));
        assertThat(page.path("items").findValuesAsText("id")).contains(second).doesNotContain(first);
        JsonNode last = check("listCases", 200, officer.get("/v1/cases?limit=1&victim=" + victim + "&after="
                + page.path("next").asText()));
        assertThat(last.at("/items/0/id").asText()).isEqualTo(first);
        assertThat(last.has("next")).isFalse();
        assertThat(check("listCases", 200, officer.get("/v1/cases?victim=" + victim + "&updatedSince="
                + Instant.now().plusSeconds(60))).path("items")).isEmpty();
    }

    @Test
    void isNotFoundByOthers(SandboxEnvironment sandbox) {
        String id = refer(consent(), MEDICAL).path("caseId").asText();
        var other = tool(sandbox, "another-tool", Map.of("office", "VSO-PB-LAHORE"));

        Answer answer = other.get("/v1/cases/" + id);
        check("getCase", 404, answer);
        assertThat(answer.text()).isEqualTo(other.get("/v1/cases/CAS-00000000000000000000000000").text());
        assertThat(check("listCases", 200, other.get("/v1/cases?victim=" + victim)).path("items")).isEmpty();
    }
}
