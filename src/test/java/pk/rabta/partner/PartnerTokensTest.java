package pk.rabta.partner;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.ResourceAccessException;
import pk.rabta.sandbox.EndlessAnswer;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Trap;

/** Token endpoints as they are: slow, silent, overloaded, refusing. */
class PartnerTokensTest {

    private final WireMockServer endpoint = new WireMockServer(options().dynamicPort());
    private final PartnerTls tls = mock(PartnerTls.class);
    private final PartnerTokens tokens = new PartnerTokens(tls, new MovableClock());

    @BeforeEach
    void start() {
        when(tls.of(any())).thenReturn(SslBundle.systemDefault());
        endpoint.start();
    }

    @AfterEach
    void stop() {
        endpoint.stop();
    }

    private String token() {
        return token(endpoint.url("/token"));
    }

    private String token(String url) {
        return tokens.get("partner", new PartnerProfile.Auth("oauth2-client", url, "client", "secret",
                null, null, null, Set.of()));
    }

    private static ResponseDefinitionBuilder granted() {
        return okJson("{\"access_token\":\"t-1\",\"token_type\":\"Bearer\",\"expires_in\":600}");
    }

    @Test
    void whoeverComesWhileATokenIsAskedForWaitsForThatOne() throws Exception {
        endpoint.stubFor(post("/token").willReturn(granted().withFixedDelay(300)));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> asked = threads.invokeAll(Stream.generate(() -> (Callable<String>) this::token)
                    .limit(8).toList());
            for (Future<String> one : asked) {
                assertThat(one.get()).isEqualTo("t-1");
            }
        }
        endpoint.verify(1, postRequestedFor(urlEqualTo("/token")));
    }

    @Test
    void anEndpointThatIsOverloadedRefusesNobody() {
        for (int status : new int[] {500, 503, 429}) {
            endpoint.stubFor(post("/token").willReturn(aResponse().withStatus(status)));
            assertThatThrownBy(this::token).isInstanceOf(OAuth2AuthorizationException.class)
                    .hasCauseInstanceOf(ResourceAccessException.class);
        }
        endpoint.stubFor(post("/token").willReturn(aResponse().withStatus(401)
                .withHeader("Content-Type", "application/json").withBody("{\"error\":\"invalid_client\"}")));
        assertThatThrownBy(this::token).isInstanceOf(OAuth2AuthorizationException.class)
                .cause().isNotInstanceOf(ResourceAccessException.class);
    }

    @Test
    void aSilentEndpointIsLeftInTime() {
        endpoint.stubFor(post("/token").willReturn(granted().withFixedDelay(20_000)));
        long start = System.nanoTime();
        assertThatThrownBy(this::token).hasCauseInstanceOf(ResourceAccessException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    /** A byte at a time, of the head or of the body. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"})
    void anEndpointThatDripsIsLeftInTime(String head) throws Exception {
        try (EndlessAnswer drip = new EndlessAnswer(head, new byte[] {' '}, Duration.ofMillis(200))) {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> token(drip.url().toString()))
                    .isInstanceOf(OAuth2AuthorizationException.class));
        }
    }

    /** The secret would go along. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void theSecretGoesToNobodyElse(int status) throws Exception {
        try (Trap elsewhere = new Trap()) {
            endpoint.stubFor(post("/token").willReturn(aResponse().withStatus(status)
                    .withHeader("Location", elsewhere.url().toString())));
            assertThatThrownBy(this::token).isInstanceOf(OAuth2AuthorizationException.class);
            assertThat(elsewhere.calls()).isZero();
        }
    }
}
