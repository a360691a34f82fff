package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.sandbox.EndlessAnswer;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Trap;

/** The HTTP client of a partner's profile, against a server that goes on answering. */
@HubTest
class HttpClientsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @Autowired
    private CamelContext camel;

    @Test
    void an_answer_without_end_fills_no_memory() {
        byte[] block = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> read(OK + "\r\n", block)).isInstanceOfSatisfying(DeliveryFault.class, fault -> {
            assertThat(fault.kind()).isEqualTo(DeliveryFault.Kind.IN_DOUBT);
            assertThat(fault.code()).isEqualTo("answer-too-large");
        });
        byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThatThrownBy(
                () -> read(OK + "Transfer-Encoding: chunked\r\n\r\n", chunk))
                .as("in chunks, of which a client reads the last before it closes").isInstanceOf(DeliveryFault.class));
        assertThatThrownBy(() -> read(OK + "X: ", block)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(OK, "X: y\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void an_answer_that_drips_ends_in_time() {
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThatThrownBy(() -> read(
                OK + "\r\n", new byte[] {'x'}, Duration.ofMillis(200))).isInstanceOf(SocketTimeoutException.class));
    }

    /** A line of the head at a time, or a letter: each byte comes in time, all of them never do. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "X: y\r\n"})
    void a_head_that_drips_ends_in_time(String forEver) {
        byte[] bytes = forEver.getBytes(StandardCharsets.US_ASCII);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThatThrownBy(() -> read(
                OK + (bytes.length == 1 ? "X: " : ""), bytes, Duration.ofMillis(200))).isInstanceOf(SocketTimeoutException.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void nobody_else_gets_what_was_for_the_partner(int status) throws IOException {
        try (Trap elsewhere = new Trap(); EndlessAnswer partner = new EndlessAnswer("HTTP/1.1 " + status + " Elsewhere\r\n"
                + "Location: " + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n", new byte[0], Duration.ZERO);
                CloseableHttpClient client = client()) {
            HttpPost message = new HttpPost(partner.url());
            message.setEntity(new StringEntity("{}", ContentType.APPLICATION_JSON));
            int told = client.execute(message, answer -> answer.getCode());
            assertThat(told).isEqualTo(status);
            assertThat(elsewhere.calls()).isZero();
        }
    }

    /** Each refused answer gives its connection back: of a hundred, all would be gone. */
    @Test
    @Timeout(60)
    void answers_that_cannot_be_unpacked_keep_no_connection() throws IOException {
        HttpServer partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        partner.createContext("/", call -> {
            call.getResponseHeaders().set("Content-Encoding", "gzip,".repeat(50) + "gzip");
            call.sendResponseHeaders(200, 3);
            call.getResponseBody().write(new byte[3]);
            call.close();
        });
        partner.start();
        try (CloseableHttpClient client = client()) {
            HttpGet question = new HttpGet("http://127.0.0.1:" + partner.getAddress().getPort() + "/");
            for (int i = 0; i < 101; i++) {
                assertThatThrownBy(() -> client.execute(question, answer -> answer.getCode())).as("call " + i)
                        .isInstanceOf(ClientProtocolException.class);
            }
        } finally {
            partner.stop(0);
        }
    }

    private CloseableHttpClient client() {
        HttpClientBuilder builder = HttpClientBuilder.create();
        camel.getRegistry().lookupByNameAndType("http-bisp", HttpClientConfigurer.class).configureHttpClient(builder);
        return builder.build();
    }

    private void read(String head, byte[] forEver) throws IOException {
        read(head, forEver, Duration.ZERO);
    }

    private void read(String head, byte[] forEver, Duration pause) throws IOException {
        try (EndlessAnswer server = new EndlessAnswer(head, forEver, pause); CloseableHttpClient client = client()) {
            client.execute(new HttpGet(server.url()), answer ->
                    answer.getEntity().getContent().transferTo(OutputStream.nullOutputStream()));
        }
    }
}
