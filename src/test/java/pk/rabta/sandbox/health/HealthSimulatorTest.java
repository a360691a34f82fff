package pk.rabta.sandbox.health;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Ledger;

class HealthSimulatorTest {

    private static final Path EXAMPLES = Path.of("mappings/health-pb/examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HealthSimulator health = new HealthSimulator();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        health.start();
        health.desk().decide(Plan.LEAVE, Duration.ofMillis(50));
    }

    @AfterEach
    void stop() {
        health.stop();
    }

    @Test
    void takesTheRequestThatOurMappingWrites() throws Exception {
        HttpResponse<String> answer = post(example("referral-to-bundle/trauma-counselling"), token());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("entry").findValuesAsText("status"))
                .startsWith("201 Created").doesNotContain("200 OK");
        assertThat(health.patient("REF-7Q2M-X").getName()).isEmpty();
        assertThat(health.request("REF-7Q2M-X").getReasonCode()).isEmpty();
        assertThat(health.request("REF-7Q2M-X").getSubject().getReference()).startsWith("Patient/");
        assertThat(health.task("REF-7Q2M-X").getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(post(example("referral-to-bundle/treatment"), token()).statusCode()).isEqualTo(200);
        assertThat(health.patient("REF-8R3N-Y").getName()).hasSize(2);
        assertThat(health.patient("REF-7Q2M-X").getName()).isEmpty();
    }

    @Test
    void everyGoodExampleIsFhir() throws Exception {
        IParser strict = FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
        int parsed = 0;
        for (String kind : List.of("referral-to-bundle/.*output", "referral-to-abort/.*output",
                "task-to-update/(?!refused).*input", "transaction-response-to-update/(?!refused).*input")) {
            for (Path file : examples(kind)) {
                assertThat(strict.parseResource(Files.readString(file)).isEmpty()).as(file.toString()).isFalse();
                parsed++;
            }
        }
        assertThat(parsed).isGreaterThanOrEqualTo(12);
    }

    private static List<Path> examples(String pattern) throws Exception {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> EXAMPLES.relativize(file).toString().replace('\\', '/')
                    .matches(pattern + "[.]json")).toList();
        }
    }

    @Test
    void aRepeatChangesNothing() throws Exception {
        post(example("referral-to-bundle/trauma-counselling"), token());
        HttpResponse<String> again = post(example("referral-to-bundle/trauma-counselling"), token());
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body()).path("entry").findValuesAsText("etag")).containsOnly("W/\"1\"");
        assertThat(health.ledger().effects("REF-7Q2M-X")).hasSize(1);
        assertThat(health.ledger().entries("REF-7Q2M-X")).extracting(Ledger.Entry::effect)
                .containsExactly(Ledger.Effect.APPLIED, Ledger.Effect.REPEATED);
    }

    @Test
    void answersWithTheResourcesOnlyIfAsked() throws Exception {
        String answer = post(example("referral-to-bundle/trauma-counselling"), token()).body();
        assertThat(answer).doesNotContain("resource\"");
        HttpRequest asked = request("", token()).header("Content-Type", "application/fhir+json")
                .header("Prefer", "return=representation")
                .POST(BodyPublishers.ofString(example("referral-to-bundle/trauma-counselling"))).build();
        assertThat(http.send(asked, BodyHandlers.ofString()).body()).contains("REF-7Q2M-X");
    }

    @Test
    void decidesAndIsFoundByPolling() throws Exception {
        Instant before = Instant.now();
        health.desk().decide(Plan.DELIVER_IN_SILENCE, Duration.ofMillis(50));
        post(example("referral-to-bundle/trauma-counselling"), token());
        post(example("referral-to-bundle/treatment"), token());
        Awaitility.await().until(() -> health.task("REF-7Q2M-X").getStatus() == TaskStatus.COMPLETED
                && health.task("REF-8R3N-Y").getStatus() == TaskStatus.COMPLETED);
        String query = "Task?_lastUpdated=" + encode("gt" + before) + "&_count=1&owner:identifier="
                + encode("urn:rabta:id:organisation|health-pb");
        JsonNode first = get(query);
        assertThat(first.path("total").asInt()).isEqualTo(2);
        assertThat(first.path("entry")).hasSize(1);
        URI next = URI.create(first.path("link").path(0).path("url").asText());
        JsonNode second = JSON.readTree(http.send(HttpRequest.newBuilder(next)
                .header("Authorization", "Bearer " + token()).build(), BodyHandlers.ofString()).body());
        assertThat(second.path("entry")).hasSize(1);
        assertThat(second.has("link")).isFalse();
        assertThat(get("Task?_lastUpdated=" + encode("gt" + Instant.now().plusSeconds(60))).path("entry")).isEmpty();
    }

    @Test
    void cancelsWhenAsked() throws Exception {
        post(example("referral-to-bundle/trauma-counselling"), token());
        post(example("referral-to-abort/consent-withdrawn"), token());
        Awaitility.await().until(() -> health.task("REF-7Q2M-X").getStatus() == TaskStatus.CANCELLED);
        assertThat(health.ledger().effects("REF-7Q2M-X")).extracting(Ledger.Entry::kind)
                .containsExactly("request", "cancellation");
    }

    @Test
    void refusesWhatItShould() throws Exception {
        String bundle = example("referral-to-bundle/trauma-counselling");
        assertThat(post(bundle, "wrong").statusCode()).isEqualTo(401);
        String spoilt = bundle.replace("\"intent\"", "\"intend\"");
        HttpResponse<String> refused = post(spoilt, token());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).path("resourceType").asText()).isEqualTo("OperationOutcome");
        String unconditional = bundle.replace("Patient?identifier=urn:rabta:id:referral%7CREF-7Q2M-X", "Patient");
        assertThat(post(unconditional, token()).statusCode()).isEqualTo(422);
        String old = token();
        health.revokeTokens();
        assertThat(post(bundle, old).statusCode()).isEqualTo(401);
        assertThat(health.ledger().effects("REF-7Q2M-X")).isEmpty();
    }

    private HttpResponse<String> post(String body, String token) throws Exception {
        return http.send(request("", token).header("Content-Type", "application/fhir+json")
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = http.send(request("/" + path, token()).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(health.settings().get("HEALTH_PB_URL") + path))
                .header("Authorization", "Bearer " + token);
    }

    private String token() throws Exception {
        String form = "grant_type=client_credentials&client_id=" + health.settings().get("HEALTH_PB_CLIENT_ID")
                + "&client_secret=" + health.settings().get("HEALTH_PB_CLIENT_SECRET");
        URI endpoint = URI.create(health.settings().get("HEALTH_PB_TOKEN_URL"));
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(endpoint)
                .POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    private static String example(String name) throws Exception {
        return Files.readString(EXAMPLES.resolve(name + ".output.json"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
