package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.sandbox.EndlessAnswer;

/** The guard at the moment of connecting, which a name that changed since the subscription cannot get around. */
class WebhookClientTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void connects_to_no_private_address(String host) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CloseableHttpClient client = client(false)) {
            listening.setSoTimeout(500);
            HttpPost post = new HttpPost(URI.create("http://" + host + ":" + listening.getLocalPort() + "/hooks"));
            assertThatThrownBy(() -> client.execute(post, answer -> answer.getCode()))
                    .isInstanceOfSatisfying(DeliveryFault.class, fault -> {
                        assertThat(fault.kind()).isEqualTo(DeliveryFault.Kind.RETRY);
                        assertThat(fault.code()).isEqualTo("webhook-address-private");
                    });
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void follows_no_redirect() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver().answersEach(302); CloseableHttpClient client = client(true)) {
            int status = client.execute(new HttpPost(receiver.url()), answer -> answer.getCode());
            assertThat(status).isEqualTo(302);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    /** Neither a body without end, nor one that drips, nor a head without end holds up the others, or fills the memory. */
    @Test
    void gives_an_answer_no_more_time_or_room_than_it_needs() throws Exception {
        byte[] block = "x".repeat(8000).getBytes(StandardCharsets.US_ASCII);
        assertThat(status("HTTP/1.1 200 OK\r\n\r\n", block)).isEqualTo(200);
        assertThat(status("HTTP/1.1 500 No\r\nContent-Length: 4000\r\n\r\nhalf", new byte[0])).isEqualTo(500);
        assertThat(status("HTTP/1.1 202 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", new byte[0]))
                .isEqualTo(202);
        assertThatThrownBy(() -> status("HTTP/1.1 200 OK\r\nX: ", block)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> status("HTTP/1.1 200 OK\r\n", "X: y\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class);
    }

    /** Each byte comes in time; all of them never do. */
    @Test
    void ends_an_answer_that_drips() throws Exception {
        try (EndlessAnswer receiver = new EndlessAnswer("HTTP/1.1 200 OK\r\nX: ", new byte[] {'x'}, Duration.ofMillis(200));
                CloseableHttpClient client = client(true, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> client.execute(new HttpPost(receiver.url()), answer -> answer.getCode()))
                    .isInstanceOf(InterruptedIOException.class).hasMessage("no whole answer in time");
        }
    }

    private static int status(String head, byte[] forEver) throws IOException {
        try (EndlessAnswer receiver = new EndlessAnswer(head, forEver, Duration.ZERO);
                CloseableHttpClient client = client(true)) {
            return client.execute(new HttpPost(receiver.url()), answer -> {
                assertThat(answer.getEntity()).isNull();
                return answer.getCode();
            });
        }
    }

    private static CloseableHttpClient client(boolean allowPrivate) {
        return client(allowPrivate, Duration.ofSeconds(5));
    }

    private static CloseableHttpClient client(boolean allowPrivate, Duration timeout) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        new WebhookClient(new WebhookAddress(new WebhookSettings(allowPrivate, Duration.ofDays(5))),
                timeout).configureHttpClient(builder);
        return builder.build();
    }
}
