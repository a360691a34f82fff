package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;

/** What every answer tells a browser, and what none tells anybody. HSTS, which needs TLS: TlsFlowTest. */
@HubTest
class SecurityHeadersTest {

    @LocalServerPort
    private int api;
    @LocalManagementPort
    private int management;

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/programmes", "GET /v1/referrals/REF-NONE", "GET /nothing", "GET /livez",
        "GET /v1/openapi.yaml", "GET /.well-known/jwks.json", "POST /v1/referrals", "POST /rest/prosecution-kp/updates",
        "POST /rest/nobody/updates", "POST /spdci/bisp/registry/on-search", "GET /fhir/health-pb/Task/REF-NONE", "POST /soap/pbm",
        "DELETE /soap/pbm", "GET /soap", "TRACE /v1/programmes"})
    void anAnswerIsNeitherKeptNorShownNorRun(String call, HubClient officer) throws Exception {
        String[] part = call.split(" ");
        HttpHeaders anonymous = send(api, part[0], part[1]);
        HttpHeaders known = officer.send(officer.request(part[1]).setHeader("Content-Type", "application/json")
                .method(part[0].equals("TRACE") ? "OPTIONS" : part[0], BodyPublishers.ofString("{}"))).headers();
        for (HttpHeaders headers : new HttpHeaders[] {anonymous, known}) {
            assertSafe(headers);
            assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/prometheus", "/actuator/info", "/actuator/env", "/nothing"})
    void soAtTheManagementPort(String path) throws Exception {
        assertSafe(send(management, "GET", path));
    }

    @Test
    void keysAreForAnybodyWhateverTokenTheyShow(HubClient officer) {
        assertThat(officer.withToken("").get("/.well-known/jwks.json").status()).isEqualTo(200);
        assertThat(officer.withToken("x").get("/.well-known/jwks.json").status()).isEqualTo(200);
    }

    @Test
    void thePageRunsWhatIsItsOwnOnly() throws Exception {
        HttpHeaders page = send(api, "GET", "/docs");
        assertSafe(page);
        assertThat(page.allValues("Content-Security-Policy")).singleElement().asString()
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'").doesNotContain("unsafe-eval", "http");
        assertSafe(send(api, "GET", "/docs/swagger-ui-bundle.js"));
    }

    /** Tomcat's own word on what reaches no application. */
    @Test
    void soWhatIsNoRequest() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api)) {
            socket.getOutputStream().write("GET /v1/%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("X-Content-Type-Options: nosniff")
                    .containsIgnoringCase("X-Frame-Options: DENY").containsIgnoringCase("Content-Security-Policy: default-src 'none'")
                    .containsIgnoringCase("Cache-Control: no-store").doesNotContainIgnoringCase("\r\nServer:");
        }
    }

    private static void assertSafe(HttpHeaders headers) {
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.map().keySet()).doesNotContain("server", "x-powered-by", "set-cookie", "x-application-context");
        // The actuator's own media type names Spring Boot.
        String told = headers.map().toString().replace("application/vnd.spring-boot.actuator.v3+json", "");
        assertThat(told).doesNotContainIgnoringCase("tomcat").doesNotContainIgnoringCase("spring")
                .doesNotContainIgnoringCase("camel").doesNotContainIgnoringCase("cxf");
    }

    private static HttpHeaders send(int port, String method, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json").method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.discarding()).headers();
    }
}
