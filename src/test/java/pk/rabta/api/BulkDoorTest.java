package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import pk.rabta.api.ApiClient.Answer;

/** Bodies of lines at the edge: who may send one, how large, how slowly, and how many at once. */
class BulkDoorTest extends EdgeTest {

    private static final String PATH = "/v1/referrals/bulk";

    private Answer send(String token, byte[] body) throws Exception {
        return client.send(client.request("POST", PATH, body).header("Authorization", "Bearer " + token));
    }

    private Answer send(String body) throws Exception {
        return send(all, body.getBytes(StandardCharsets.UTF_8));
    }

    private String tokenOf(String client) {
        return TOKENS.with(scopes(), claims -> claims.claim("azp", client));
    }

    @Test
    void aBodyWithoutLinesIs400() throws Exception {
        for (String none : new String[] {"", "\n\n", " \r\n\t", "\uFEFF", "\uFEFF\n"}) {
            problem(send(none), ProblemType.MALFORMED_JSON);
        }
        assertThat(send("{}").status()).isEqualTo(200);
    }

    @Test
    void anyOtherTypeIs415() throws Exception {
        for (String type : new String[] {"application/json", "text/plain", "application/x-ndjson;charset=utf-16"}) {
            problem(client.send(client.request("POST", PATH, new byte[] {'{', '}'}).setHeader("Content-Type", type)
                .header("Authorization", "Bearer " + all)), ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
        problem(client.send(client.request("POST", PATH, new byte[] {'{', '}'}).header("Content-Encoding", "gzip")
            .header("Authorization", "Bearer " + all)), ProblemType.UNSUPPORTED_MEDIA_TYPE);
        assertThat(client.send(client.request("POST", PATH, new byte[] {'{', '}'})
            .setHeader("Content-Type", "application/x-ndjson; charset=UTF-8")
            .header("Authorization", "Bearer " + all)).status()).isEqualTo(200);
    }

    @Test
    void onlyLinesAreAnswered() throws Exception {
        problem(client.send(client.request("POST", PATH, new byte[] {'{', '}'}).header("Accept", "application/json")
            .header("Authorization", "Bearer " + all)), ProblemType.NOT_ACCEPTABLE);
    }

    @Test
    void tooMuchIs413_whetherAnnouncedOrChunked() throws Exception {
        byte[] body = new byte[3 << 20];
        Arrays.fill(body, (byte) ' ');
        problem(send(all, body), ProblemType.PAYLOAD_TOO_LARGE);
        HttpRequest.Builder chunked = client.request("POST", PATH, new byte[0]).header("Authorization", "Bearer " + all)
            .method("POST", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        problem(client.send(chunked), ProblemType.PAYLOAD_TOO_LARGE);
        assertThat(send("{}\n".repeat(50)).status()).isEqualTo(200);
        problem(send("{}\n".repeat(51)), ProblemType.PAYLOAD_TOO_LARGE);
        assertThat(send("{}\n\n".repeat(50)).status()).isEqualTo(200);
        problem(send("{}" + "\n".repeat(101)), ProblemType.PAYLOAD_TOO_LARGE);
        assertThat(client.raw("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + all
            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 10485760\r\nExpect: 100-continue\r\n\r\n"))
            .startsWith("HTTP/1.1 413");
    }

    /** And neither waits for it nor takes anybody's turn. */
    @Test
    void whoMayNotIsToldBeforeTheBody() throws Exception {
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
            + "Content-Length: 1000\r\nExpect: 100-continue\r\n";
        assertThat(client.raw(head + "\r\n")).startsWith("HTTP/1.1 401");
        assertThat(client.raw(head + "Authorization: Bearer " + TOKENS.with(java.util.Set.of("profile")) + "\r\n\r\n"))
            .startsWith("HTTP/1.1 403");
    }

    /** Nor does it wait for the body to hear of its head. */
    @Test
    void whatIsWrongOutsideTheBodyIsToldBeforeIt() throws Exception {
        String head = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000\r\n"
            + "Expect: 100-continue\r\nAuthorization: Bearer " + all + "\r\n";
        assertThat(client.raw("POST " + PATH + head + "Accept: application/json\r\n\r\n")).startsWith("HTTP/1.1 406");
        assertThat(client.raw("POST " + PATH + "?dry=1" + head + "\r\n")).startsWith("HTTP/1.1 400")
            .contains("validation-failed").contains("?dry");
    }

    @Test
    void aBodyThatStopsIs408_andItsTurnIsGivenBack() throws Exception {
        assertThat(client.raw("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + all
            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n{}\n")).startsWith("HTTP/1.1 408");
        assertThat(send("{}").status()).isEqualTo(200);
    }

    @Test
    void eachClientHasOneAtATime_andThereAreFewInAll() throws Exception {
        try (Socket one = begun(all); Socket two = begun(tokenOf("second-tool"))) {
            await().untilAsserted(() -> {
                Answer same = send("{}");
                problem(same, ProblemType.TOO_MANY_REQUESTS);
                assertThat(same.header("Retry-After")).isEqualTo("5");
                Answer other = send(tokenOf("third-tool"), new byte[] {'{', '}'});
                problem(other, ProblemType.UNAVAILABLE);
                assertThat(other.header("Retry-After")).isEqualTo("30");
                assertThat(other.body()).contains("Others are being answered").doesNotContain("stops");
            });
        }
        // Whoever hangs up leaves no turn taken.
        await().untilAsserted(() -> assertThat(send("{}").status()).isEqualTo(200));
        assertThat(send(tokenOf("third-tool"), new byte[] {'{', '}'}).status()).isEqualTo(200);
    }

    private Socket begun(String token) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port());
        socket.getOutputStream().write(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n{}\n").getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
