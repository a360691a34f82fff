package pk.rabta.partner.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.ssl.SslBundle;
import pk.rabta.partner.PeerKeysFetched;
import pk.rabta.sandbox.EndlessAnswer;
import pk.rabta.sandbox.HandClock;

class JwksPeerKeysTest {

    private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort()
            .bindAddress("127.0.0.1"));
    private final HandClock clock = new HandClock();
    private final List<PeerKeysFetched> told = new ArrayList<>();
    private PublicKey first;
    private PublicKey second;
    private JwksPeerKeys keys;

    @BeforeEach
    void start() throws NoSuchAlgorithmException {
        server.start();
        first = generate().getPublic();
        second = generate().getPublic();
        keys = new JwksPeerKeys("partner", URI.create(server.baseUrl() + "/jwks"), SslBundle.systemDefault(),
                event -> told.add((PeerKeysFetched) event), clock);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void finds_a_key_and_asks_once() {
        serves(200, jwk("k1", first));
        assertThat(keys.find("k1")).contains(first);
        assertThat(keys.find("k1")).contains(first);
        server.verify(1, WireMock.getRequestedFor(WireMock.urlEqualTo("/jwks")));
    }

    @Test
    void a_new_key_is_fetched_but_forged_ids_cost_one_request_in_a_while() {
        serves(200, jwk("k1", first));
        assertThat(keys.find("k1")).contains(first);
        serves(200, jwk("k1", first) + "," + jwk("k2", second));
        assertThat(keys.find("k2")).isEmpty();
        clock.forward(Duration.ofSeconds(31));
        assertThat(keys.find("forged")).isEmpty();
        assertThat(keys.find("k2")).contains(second);
        server.verify(2, WireMock.getRequestedFor(WireMock.urlEqualTo("/jwks")));
    }

    @Test
    void known_keys_serve_through_an_outage_for_a_day() {
        serves(200, jwk("k1", first));
        assertThat(keys.find("k1")).contains(first);
        serves(503, "");
        clock.forward(Duration.ofHours(23));
        assertThat(keys.find("k1")).contains(first);
        clock.forward(Duration.ofHours(2));
        unavailable("k1");
    }

    @Test
    void keys_that_cannot_be_fetched_are_not_the_same_as_a_wrong_key() {
        serves(500, "");
        unavailable("k1");
    }

    @Test
    void each_fetch_is_told_for_the_partners_health() {
        serves(200, jwk("k1", first));
        keys.find("k1");
        keys.find("k1");
        serves(503, "");
        clock.forward(Duration.ofMinutes(61));
        keys.find("k1");
        server.stop();
        clock.forward(Duration.ofMinutes(1));
        keys.find("k1");
        assertThat(told).extracting(PeerKeysFetched::code).containsExactly(null, "http-503", null);
        assertThat(told.get(2).thrown()).isInstanceOf(ConnectException.class);
    }

    @Test
    @Timeout(20)
    void keys_that_drip_hold_nobody_up() throws IOException {
        try (EndlessAnswer drip = new EndlessAnswer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
                new byte[] {' '}, Duration.ofMillis(200))) {
            keys = new JwksPeerKeys("partner", drip.url(), SslBundle.systemDefault(),
                    event -> told.add((PeerKeysFetched) event), clock);
            unavailable("k1");
        }
        assertThat(told.getLast().thrown()).isInstanceOf(IOException.class);
    }

    @Test
    void keys_for_encryption_and_of_other_kinds_are_not_used() {
        serves(200, jwk("k1", first).replace("\"sig\"", "\"enc\"")
                + ",{\"kty\":\"oct\",\"kid\":\"k2\",\"k\":\"AAAA\"}");
        assertThat(keys.find("k1")).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        assertThat(keys.find("k2")).isEmpty();
    }

    @Test
    void a_withdrawn_key_is_forgotten_within_the_hour() {
        serves(200, jwk("k1", first));
        assertThat(keys.find("k1")).contains(first);
        serves(200, jwk("k2", second));
        clock.forward(Duration.ofMinutes(61));
        assertThat(keys.find("k1")).isEmpty();
    }

    private void unavailable(String id) {
        assertThatThrownBy(() -> keys.find(id)).isInstanceOfSatisfying(SignatureRefused.class,
                e -> assertThat(e.reason()).isEqualTo(SignatureRefused.Cause.KEY_UNAVAILABLE));
    }

    private void serves(int status, String keyList) {
        server.stubFor(WireMock.get("/jwks").willReturn(WireMock.aResponse().withStatus(status)
                .withBody("{\"keys\":[" + keyList + "]}")));
    }

    private static String jwk(String id, PublicKey key) {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"sig\",\"kid\":\"" + id + "\",\"x\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Ed25519.raw(key)) + "\"}";
    }

    private static KeyPair generate() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
