package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import pk.rabta.api.ApiClient.Answer;
import pk.rabta.api.contract.Contract;

/** The edge alone on a real port, with an issuer of tokens; all tests of it share one. */
@SpringBootTest(classes = ApiOnlyApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
    // The edge alone has no database and no broker that could be unready.
    "management.endpoint.health.validate-group-membership=false",
    "camel.main.routes-include-pattern=file:routes/api.camel.yaml,file:routes/errors.camel.yaml",
    "rabta.limits.client.burst=1000000", "rabta.limits.address.burst=1000000", "management.server.port=0",
    // Short, so that tests of slow callers end soon.
    "rabta.api.body-time=2s", "rabta.bulk.body-time=2s", "rabta.bulk.max-body=2MB", "rabta.bulk.max-lines=50",
    "rabta.bulk.at-once=2", "server.tomcat.connection-timeout=4s", "server.tomcat.keep-alive-timeout=60s"})
@Execution(ExecutionMode.SAME_THREAD)
abstract class EdgeTest {

    static final TestTokens TOKENS = TestTokens.start();

    @Autowired
    Contract contract;
    ApiClient client;
    /** A token with every scope. */
    String all;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("RABTA_ISSUER_URI", TOKENS::issuer);
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", () -> TOKENS.issuer() + "/jwks");
    }

    @BeforeEach
    void client() {
        client = new ApiClient(port);
        all = TOKENS.with(scopes());
    }

    Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        contract.operations().values().forEach(operation -> scopes.addAll(operation.scopes()));
        return scopes;
    }

    HttpRequest.Builder get(String path) {
        return client.request("GET", path, null).header("Authorization", "Bearer " + all);
    }

    HttpRequest.Builder submission(String body) {
        return submission(body.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder submission(byte[] body) {
        return client.request("POST", "/v1/referrals", body).header("Authorization", "Bearer " + all);
    }

    Answer submit(String body) throws IOException, InterruptedException {
        return client.send(submission(body));
    }

    static JsonNode problem(Answer answer, ProblemType type) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(type.status());
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asText()).isEqualTo(type.uri());
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(type.status());
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "org.apache", "java.");
        return problem;
    }

    static List<String> pointers(JsonNode problem) {
        return problem.path("violations").valueStream().map(violation -> violation.path("pointer").asText()).toList();
    }
}
