package pk.rabta.sandbox.bisp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubAddress;
import pk.rabta.sandbox.spdci.Envelope;
import pk.rabta.sandbox.spdci.Signer;

/** The simulator is a partner as the protocol has it, also when things go wrong. */
class BispSimulatorTest {

    private static final String TRANSACTION = "REF-EXAMPLE-1";

    private final WireMockServer hub = new WireMockServer(WireMockConfiguration.options().dynamicPort()
            .bindAddress("127.0.0.1"));
    private final BispSimulator bisp = new BispSimulator();
    private final Signer hubKey = new Signer("rabta", "k1");
    private final HttpClient http = HttpClient.newHttpClient();
    private String token;

    @BeforeEach
    void start() throws Exception {
        hub.start();
        hub.stubFor(WireMock.get("/.well-known/jwks.json").willReturn(WireMock.okJson(hubKey.jwks())));
        hub.stubFor(WireMock.post(WireMock.urlPathMatching("/spdci/bisp/registry/.*"))
                .willReturn(WireMock.okJson("{}")));
        bisp.start();
        URI url = URI.create("http://localhost:" + hub.port());
        bisp.hubStarted(new HubAddress(url, url, new Client("x", "x", new java.util.TreeSet<>(Set.of()), Map.of())));
        bisp.takes(Duration.ofMillis(20), Duration.ofMillis(50));
        Map<String, String> settings = bisp.settings();
        token = Envelope.JSON.readTree(post("/oauth2/client/token", "grant_type=client_credentials&client_id="
                + settings.get("BISP_CLIENT_ID") + "&client_secret=" + settings.get("BISP_CLIENT_SECRET")))
                        .path("access_token").asText();
    }

    @AfterEach
    void stop() {
        bisp.stop();
        hub.stop();
    }

    @Test
    void a_household_that_is_not_surveyed_is_surveyed_on_request_and_then_enrolled() throws Exception {
        assertThat(ack(search("m-1", "9999900000122"))).isEqualTo("ACK");
        JsonNode first = callbacks("on-search", 1).getFirst();
        assertThat(first.at("/message/search_response/0/data/reg_records/0/surveyed").asText()).isEqualTo("false");
        assertThat(Signer.verifies(first, Envelope.JSON.readTree(bisp.signer().jwks()))).isTrue();

        assertThat(ack(register("m-2", "9999900000122"))).isEqualTo("ACK");
        assertThat(callbacks("on-register", 1).getFirst().at("/message/register_response/0/survey/survey_token")
                .asText()).isNotBlank();
        JsonNode last = callbacks("on-search", 2).getLast();
        assertThat(last.at("/message/search_response/0/data/reg_records/0/programmes/0/status").asText())
                .isEqualTo("ACTIVE");
        assertThat(bisp.ledger().effects(TRANSACTION)).hasSize(2);
        assertThat(bisp.enrolled(TRANSACTION)).isTrue();
    }

    @Test
    void a_repeated_message_id_is_refused_as_duplicate_and_changes_nothing() throws Exception {
        byte[] request = search("m-1", "9999900000164");
        assertThat(ack(request)).isEqualTo("ACK");
        JsonNode again = send("/registry/search", request);
        assertThat(again.at("/message/error/code").asText()).isEqualTo("rjct.message_id.duplicate");
        assertThat(bisp.ledger().effects(TRANSACTION)).hasSize(1);
    }

    @Test
    void an_altered_and_an_expired_message_are_refused() throws Exception {
        String altered = new String(search("m-1", "9999900000164")).replace("9999900000164", "9999900000186");
        assertThat(send("/registry/search", altered.getBytes()).at("/message/error/code").asText())
                .isEqualTo("err.signature.invalid");
        byte[] old = hubKey.signed(request("search", "m-2", "9999900000164"), Instant.now().minusSeconds(301));
        assertThat(send("/registry/search", old).at("/message/error/code").asText()).isEqualTo("err.signature.invalid");
        assertThat(bisp.ledger().effects(TRANSACTION)).isEmpty();
    }

    @Test
    void without_a_token_nothing_is_looked_at() throws Exception {
        token = "invented";
        assertThat(send("/registry/search", search("m-1", "9999900000164")).at("/message/error/code").asText())
                .isEqualTo("err.request.unauthorized");
    }

    @Test
    void can_answer_twice_with_the_same_bytes() throws Exception {
        bisp.faults().answerTwice(1);
        assertThat(ack(search("m-1", "9999900000186"))).isEqualTo("ACK");
        List<JsonNode> both = callbacks("on-search", 2);
        assertThat(both.getFirst()).isEqualTo(both.getLast());
    }

    private byte[] search(String messageId, String cnic) {
        return hubKey.signed(request("search", messageId, cnic), Instant.now());
    }

    private byte[] register(String messageId, String cnic) {
        return hubKey.signed(request("register", messageId, cnic), Instant.now());
    }

    private ObjectNode request(String action, String messageId, String cnic) {
        ObjectNode envelope = Envelope.from("rabta", "bisp", action, TRANSACTION);
        ((ObjectNode) envelope.path("header")).put("message_id", messageId).put("sender_uri",
                "http://localhost:" + hub.port() + "/spdci/bisp/registry/on-" + action);
        ObjectNode item = ((ObjectNode) envelope.path("message")).putArray(action + "_request").addObject()
                .put("reference_id", messageId + "-1");
        item.putObject("household").put("cnic", cnic);
        item.putObject("search_criteria").putObject("query").put("type", "CNIC").put("value", cnic);
        return envelope;
    }

    private String ack(byte[] request) throws Exception {
        String action = Envelope.JSON.readTree(request).at("/header/action").asText();
        return send("/registry/" + action, request).at("/message/ack_status").asText();
    }

    private JsonNode send(String path, byte[] body) throws Exception {
        return Envelope.JSON.readTree(post(path, new String(body, java.nio.charset.StandardCharsets.UTF_8)));
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(bisp.url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private List<JsonNode> callbacks(String action, int count) {
        var wanted = WireMock.postRequestedFor(WireMock.urlEqualTo("/spdci/bisp/registry/" + action));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> hub.findAll(wanted).size() == count);
        return hub.findAll(wanted).stream().map(LoggedRequest::getBodyAsString).map(BispSimulatorTest::tree).toList();
    }

    private static JsonNode tree(String text) {
        try {
            return Envelope.JSON.readTree(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
