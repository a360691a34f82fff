package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.sandbox.Trap;

/** Names whose owner answers what suits them: several addresses at once, or another one at the next look. */
class WebhookNamesTest {

    private static final String URL = "https://hooks.example/hooks";
    private static final WebhookSettings STRICT = new WebhookSettings(false, Duration.ofDays(5));

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8 10.0.0.1", "10.0.0.1 8.8.8.8", "8.8.8.8 ::1", "2606:4700::1111 8.8.8.8 169.254.169.254"})
    void one_private_address_among_public_ones_is_refused(String answer) {
        WebhookAddress address = new WebhookAddress(STRICT, host -> addresses(answer));
        assertThat(address.refusal(URL)).isNotNull();
        assertThatThrownBy(() -> address.resolve("hooks.example")).isInstanceOf(WebhookAddress.Refused.class);
    }

    /** It was public when the subscription was made, and is the hub's own network when the hub connects. */
    @Test
    void a_name_that_leads_elsewhere_at_the_next_look_is_not_followed() throws Exception {
        Deque<String> answers = new ArrayDeque<>(List.of("8.8.8.8", "127.0.0.1"));
        WebhookAddress address = new WebhookAddress(STRICT, host -> addresses(answers.removeFirst()));
        assertThat(address.refusal(URL)).isNull();
        HttpClientBuilder builder = HttpClientBuilder.create();
        new WebhookClient(address, Duration.ofSeconds(2)).configureHttpClient(builder);
        try (Trap inside = new Trap(); CloseableHttpClient client = builder.build()) {
            HttpPost post = new HttpPost(URI.create("http://hooks.example:" + inside.url().getPort() + "/hooks"));
            assertThatThrownBy(() -> client.execute(post, answer -> answer.getCode()))
                    .isInstanceOfSatisfying(DeliveryFault.class,
                            fault -> assertThat(fault.code()).isEqualTo("webhook-address-private"));
            assertThat(inside.calls()).isZero();
        }
        assertThat(answers).as("the connection went where the guard looked, and nobody looked again").isEmpty();
    }

    private static InetAddress[] addresses(String answer) throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        for (String literal : answer.split(" ")) {
            found.add(InetAddress.getByName(literal));
        }
        return found.toArray(InetAddress[]::new);
    }
}
