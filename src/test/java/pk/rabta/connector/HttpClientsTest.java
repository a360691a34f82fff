package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.sandbox.EndlessAnswer;
import pk.rabta.sandbox.HubTest;

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
    @Timeout(60)
    void an_answer_that_drips_ends_in_time() {
        assertThatThrownBy(() -> read(OK + "\r\n", new byte[] {'x'}, Duration.ofMillis(200)))
                .isInstanceOf(SocketTimeoutException.class);
    }

    private void read(String head, byte[] forEver) throws IOException {
        read(head, forEver, Duration.ZERO);
    }

    private void read(String head, byte[] forEver, Duration pause) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        camel.getRegistry().lookupByNameAndType("http-bisp", HttpClientConfigurer.class).configureHttpClient(builder);
        try (EndlessAnswer server = new EndlessAnswer(head, forEver, pause);
                CloseableHttpClient client = builder.build()) {
            client.execute(new HttpGet(server.url()), answer ->
                    answer.getEntity().getContent().transferTo(OutputStream.nullOutputStream()));
        }
    }
}
