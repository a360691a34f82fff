package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** The packaged hub, PostgreSQL and a standalone broker, each a process of its own, as docker-compose.yml has them. */
class ProductionShapeIT {

    private static StandaloneDatabase database;
    private static StandaloneBroker broker;
    private static SandboxEnvironment around;
    private static HubProcess hub;
    private static int people;

    @BeforeAll
    static void start() {
        database = StandaloneDatabase.start();
        broker = StandaloneBroker.start();
        around = SandboxEnvironment.start(Simulators.all());
        Map<String, Object> properties = Standalone.properties(around, database.database(), broker);
        properties.put("rabta.partners.prosecution-kp.delivery.timeout", "3s");
        properties.put("rabta.partners.prosecution-kp.retry.first", "500ms");
        properties.put("rabta.partners.prosecution-kp.breaker.probe", "1s");
        hub = HubProcess.start(properties);
        around.hubStarted(hub.url());
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        around.close();
        broker.close();
        database.close();
    }

    private final HubClient officer = HubClient.of(around, hub.url(), "VSO");
    private final ProsecutionSimulator prosecution = around.simulator(ProsecutionSimulator.class);

    private String refer() {
        String victim = around.simulator(RegistrySimulator.class)
                .personLike(RegistrySimulator.WIDOW, "99999%07d4".formatted(900_000 + people++));
        JsonNode consent = ok(officer.post("/v1/consents", Map.of("victim", Map.of("registryId", victim),
                "basis", "CONSENT", "givenBy", "SELF", "capacity", "ADULT", "method", "SIGNATURE",
                "purposes", List.of("JUSTICE"), "recipients", List.of("prosecution-kp"),
                "dataScopes", List.of("IDENTITY_MIN", "CONTACT", "CASE"))));
        return ok(officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent.path("id").asText(),
                "programmes", List.of(Map.of("id", "prosecution-kp-case-link"))))).at("/referrals/0/id").asText();
    }

    private static JsonNode ok(HubClient.Answer answer) {
        assertThat(answer.status() / 100).as(answer.text()).isEqualTo(2);
        return answer.body();
    }

    private void arrives(String referral) {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() ->
                assertThat(officer.get("/v1/referrals/" + referral).body().path("partnerReference").asText())
                        .isNotEmpty());
        assertThat(prosecution.ledger().effects(referral)).as("effects of " + referral).hasSize(1);
    }

    @Test
    void bringsAReferralThroughWithTokensCheckedByTheIssuersKeys() {
        assertThat(officer.withToken("forged").get("/v1/referrals").status()).isEqualTo(401);

        arrives(refer());
    }

    /** What the container's health check and Prometheus ask, without a token. */
    @Test
    void tellsItsHealthAndMetricsOnTheManagementPort() throws Exception {
        assertThat(management("/actuator/health/readiness")).contains("\"UP\"");
        assertThat(management("/actuator/prometheus")).contains("rabta_");
    }

    private String management(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                hub.managementUrl().resolve(path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Test
    void sendsOnceInEffectWhenKilledWhileThePartnerThinks() {
        prosecution.faults().delay(Duration.ofSeconds(2));
        String referral = refer();
        await().atMost(Duration.ofSeconds(30)).until(() -> !prosecution.ledger().entries().stream()
                .filter(entry -> referral.equals(entry.reference())).toList().isEmpty());
        hub.kill();
        prosecution.faults().clear();
        hub.restart();

        arrives(referral);
    }

    @Test
    void losesNothingWhenTheBrokerIsKilled() {
        broker.kill();
        String referral = refer();
        broker.restart();

        arrives(referral);
    }
}
