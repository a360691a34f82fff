package pk.rabta.sandbox.wpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.ADMIT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** A protected witness, whom the hub never met, and the handler who refers them. */
@HubTest
abstract class MediationScene {

    static final Duration LIMIT = Duration.ofSeconds(40);
    static final String PROGRAMME = "wpu-kp-protection";
    private static int next = 600;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Persons persons;

    HubClient officer;
    HubClient handler;
    WpuSimulator unit;
    String witness;

    @BeforeEach
    void meetNobody(HubClient client, RegistrySimulator registry, WpuSimulator simulator) throws Exception {
        officer = client;
        handler = client.as("HANDLER");
        unit = simulator;
        unit.decide(ADMIT, Duration.ofMillis(100));
        witness = registry.personLike(RegistrySimulator.WIDOW, "9999900%06d".formatted(next++));
        assertThat(registry.flag(witness, "WITNESS_PROTECTED").status()).isEqualTo(200);
    }

    static Map<String, Object> consentOf(String person) {
        return Map.of("victim", Map.of("registryId", person), "basis", "CONSENT", "givenBy", "SELF", "capacity", "ADULT",
                "purposes", List.of("PROTECTION", "HEALTH", "MHPSS", "JUSTICE", "SOCIAL_PROTECTION"), "recipients",
                List.of("wpu-kp", "pbm", "bisp", "health-pb", "zakat-pb", "prosecution-kp"), "dataScopes",
                List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "INCIDENT_MIN", "HEALTH", "MHPSS", "CASE"), "method", "THUMB");
    }

    String consent(HubClient by) {
        Answer answer = by.post("/v1/consents", consentOf(witness));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asText();
    }

    static Map<String, Object> submission(String person, String consent, String programme) {
        return new TreeMap<>(Map.of("victim", Map.of("registryId", person), "consentId", consent, "urgency", "EMERGENCY",
                "programmes", List.of(Map.of("id", programme)),
                "contact", Map.of("via", "HANDLER", "vso", "VSO-KP-014")));
    }

    String refer() {
        Answer answer = handler.post("/v1/referrals", submission(witness, consent(handler), PROGRAMME));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    void awaitStatus(String referral, String status) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(handler.get("/v1/referrals/" + referral).body().path("status")
                .asText()).isEqualTo(status));
    }

    /** A tool at the handler's desk, under any client's name: with an officer's scopes and more. */
    HubClient atDesk(SandboxEnvironment sandbox, String client, String... more) {
        SortedSet<String> scopes = new TreeSet<>(sandbox.client("VSO").scopes());
        scopes.addAll(List.of(more));
        return handler.withToken(sandbox.issuer().issue(new Client(client, "unused", scopes,
                sandbox.client("HANDLER").claims())));
    }

    /** Whether the client's feed names something, now, in events of that type or of any. */
    static boolean hears(HubClient client, String type, String id) {
        String feed = "/v1/events?limit=200" + (type.isEmpty() ? "" : "&type=" + type);
        JsonNode page = client.get(feed).body();
        while (!page.path("items").isEmpty()) {
            if (page.path("items").toString().contains(id)) {
                return true;
            }
            page = client.get(feed + "&after=" + page.path("next").asText()).body();
        }
        return false;
    }

    static String text(Answer answer, String id) {
        return answer.status() + " " + answer.text().replace(id, "ID");
    }
}
