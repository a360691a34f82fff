package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.delivery.DeliveryFault;

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
        try (WebhookReceiver receiver = new WebhookReceiver().answers(302); CloseableHttpClient client = client(true)) {
            int status = client.execute(new HttpPost(receiver.url()), answer -> answer.getCode());
            assertThat(status).isEqualTo(302);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    private static CloseableHttpClient client(boolean allowPrivate) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        new WebhookClient(new WebhookAddress(new WebhookSettings(allowPrivate, Duration.ofDays(5))),
                Duration.ofSeconds(5)).configureHttpClient(builder);
        return builder.build();
    }
}
