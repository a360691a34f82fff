package pk.rabta.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pk.rabta.mapping.CodeLists;
import pk.rabta.mapping.Mappings;
import pk.rabta.mapping.Schemas;
import pk.rabta.sandbox.spdci.Envelope;

/** The registry's simulator answers as the hub's mappings expect, for every person it has. */
class RegistrySimulatorTest {

    private static final Mappings MAPPINGS = mappings();

    private final RegistrySimulator registry = new RegistrySimulator();
    private final HttpClient http = HttpClient.newHttpClient();
    private String token;

    @BeforeEach
    void start() throws Exception {
        registry.start();
        Map<String, String> settings = registry.settings();
        token = post("/oauth2/client/token", "grant_type=client_credentials&client_id="
                + settings.get("REGISTRY_CLIENT_ID")
                + "&client_secret=" + settings.get("REGISTRY_CLIENT_SECRET")).path("access_token").asText();
    }

    @AfterEach
    void stop() {
        registry.stop();
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> every_person_can_be_read() {
        return registry.ids().stream().map(id -> DynamicTest.dynamicTest(id, () -> {
            registry.start();
            JsonNode victim = victim(id);
            assertThat(victim.at("/victim/registryId").asText()).isEqualTo(id);
            assertThat(victim.at("/victim/name/roman").asText()).isNotBlank();
            assertThat(victim.at("/victim/name/urdu").asText()).isNotBlank();
        }));
    }

    @Test
    void the_household_of_the_demonstration_is_complete() throws Exception {
        JsonNode victim = victim(RegistrySimulator.WIDOW);
        assertThat(victim.at("/victim/maritalStatus").asText()).isEqualTo("WIDOWED");
        assertThat(victim.at("/victim/address/province").asText()).isEqualTo("PK-PB");
        assertThat(victim.at("/incident/fir/district").asText()).isEqualTo("PK528");
        assertThat(victim.at("/household/members")).hasSize(2);
        assertThat(victim.at("/victim/harms")).hasSize(3);
    }

    @Test
    void protected_deceased_and_merged_persons_are_marked() throws Exception {
        assertThat(victim(RegistrySimulator.PROTECTED).at("/flags").toString()).contains("WITNESS_PROTECTED");
        assertThat(victim(RegistrySimulator.DECEASED).at("/deceased").asBoolean()).isTrue();
        assertThat(victim(RegistrySimulator.MERGED).at("/mergedInto").asText()).isEqualTo(RegistrySimulator.WIDOW);
    }

    @Test
    void an_unknown_person_is_an_answer_without_a_record() throws Exception {
        assertThat(search("VOT-0000-0000-0").at("/message/search_response/0/data/reg_records")).isEmpty();
    }

    @Test
    void an_enrolment_counts_once() throws Exception {
        ObjectNode update = Envelope.from("rabta", "victim-registry", "notify", "REF-EXAMPLE-1");
        ObjectNode record = ((ObjectNode) update.path("message")).putObject("enrolled_updates")
                .putArray("beneficiaries").addObject();
        record.put("enrollment_status", "Active").putObject("member").putArray("identifier").addObject()
                .put("identifier_type", "REGISTRY_ID").put("identifier_value", RegistrySimulator.WIDOW);
        JsonNode answer = post("/registry/sync/enrollment/updates", update.toString());
        assertThat(answer.at("/message/enrolled_response/0/status").asText()).isEqualTo("succ");
        assertThat(post("/registry/sync/enrollment/updates", update.toString())).isEqualTo(answer);
        assertThat(registry.enrolments(RegistrySimulator.WIDOW)).hasSize(1);
        assertThat(registry.ledger().effects("REF-EXAMPLE-1")).hasSize(1);
    }

    @Test
    void events_are_read_by_the_hub_s_mapping() {
        JsonNode change = (JsonNode) MAPPINGS.apply("registry/notify-to-registry-change",
                registry.event("FLAGS_CHANGED", RegistrySimulator.PROTECTED));
        assertThat(change.at("/changes/0/flags/0").asText()).isEqualTo("WITNESS_PROTECTED");
    }

    @Test
    void without_a_token_nothing_is_answered() throws Exception {
        token = "invented";
        assertThat(search(RegistrySimulator.WIDOW).at("/message/error/code").asText())
                .isEqualTo("err.request.unauthorized");
    }

    /** The standard has no query that is a bare text. */
    @Test
    void a_subscription_is_by_a_query_of_the_standard() throws Exception {
        ObjectNode watch = Envelope.JSON.createObjectNode().put("contract", "registry-watch/1");
        watch.putObject("message").put("id", "MSG-EXAMPLE-2").put("createdAt", "2026-03-05T06:12:00Z");
        ObjectNode request = (ObjectNode) MAPPINGS.apply("registry/registry-watch-to-subscribe", watch);
        ((ObjectNode) request.path("header")).put("sender_id", "rabta").put("receiver_id", "victim-registry");
        assertThat(post("/registry/subscribe", request.toString()).at("/message/ack_status").asText()).isEqualTo("ACK");
        ((ObjectNode) request.at("/message/subscribe_request/0/subscribe_criteria")).put("filter", "*");
        assertThat(post("/registry/subscribe", request.toString()).at("/message/error/code").asText())
                .isEqualTo("err.request.bad");
    }

    private JsonNode victim(String id) throws Exception {
        return (JsonNode) MAPPINGS.apply("registry/on-search-to-victim", search(id));
    }

    private JsonNode search(String id) throws Exception {
        ObjectNode lookup = Envelope.JSON.createObjectNode().put("contract", "lookup/1").put("registryId", id);
        lookup.putObject("message").put("id", "MSG-EXAMPLE-1").put("createdAt", "2026-03-05T06:12:00Z");
        ObjectNode request = (ObjectNode) MAPPINGS.apply("registry/lookup-to-search", lookup);
        ((ObjectNode) request.path("header")).put("sender_id", "rabta").put("receiver_id", "victim-registry");
        return post("/registry/sync/search", request.toString());
    }

    private JsonNode post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(registry.url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return Envelope.JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    private static Mappings mappings() {
        Path root = Path.of("mappings");
        CodeLists codes = CodeLists.load(root);
        return Mappings.load(root, codes, Schemas.load(root, codes));
    }
}
