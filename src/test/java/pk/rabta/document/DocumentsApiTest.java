package pk.rabta.document;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

class DocumentsApiTest extends Scene {

    @Autowired
    private Persons persons;

    private Answer register(String type) {
        return officer.post("/v1/documents", Map.of("victim", Map.of("registryId", victim), "type", type, "sha256",
                "ab".repeat(32), "mediaType", "application/pdf", "sizeBytes", 48211, "title", "Estimate for surgery",
                "location", "https://files.example.org/1", "issuedOn", "2026-03-01"));
    }

    @Test
    void keepsHashAndSealsWhatItSays() {
        Answer created = register("HOSPITAL_ESTIMATE");
        JsonNode document = check("registerDocument", 201, created);

        assertThat(check("getDocument", 200, officer.get(created.header("Location")))).isEqualTo(document);
        assertThat(document.path("title").asText()).isEqualTo("Estimate for surgery");
        String row = jdbc.sql("select encode(title, 'escape') || encode(location, 'escape') from document "
                + "where id = :id").param("id", document.path("id").asText()).query((r, n) -> r.getString(1)).single();
        assertThat(row.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        assertThat(row).doesNotContain("surgery", "example.org");
    }

    @Test
    void namesTheTypesThereAre() {
        JsonNode problem = check("registerDocument", 422, register("PARKING_TICKET"));

        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/type");
        assertThat(problem.at("/violations/0/message").asText()).contains("HOSPITAL_ESTIMATE");
    }

    @Test
    void isNotFoundByOthersNorOfAProtectedWitness(SandboxEnvironment sandbox) {
        String path = register("CNIC_COPY").header("Location");
        check("getDocument", 404, tool(sandbox, "another-tool", Map.of()).get(path));
        check("getDocument", 404, officer.get("/v1/documents/DOC-00000000000000000000000000"));

        persons.flag(victim, Set.of("WITNESS_PROTECTED"));
        check("getDocument", 404, officer.get(path));
        Answer unknown = register("CNIC_COPY");
        check("registerDocument", 422, unknown);
        assertThat(unknown.body().at("/violations/0/code").asText()).isEqualTo("unknown-person");
    }
}
