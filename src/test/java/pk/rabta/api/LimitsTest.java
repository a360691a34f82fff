package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import pk.rabta.api.ApiClient.Answer;

/** Too many requests. Each test calls from an address of its own, by the headers of a trusted proxy. */
@TestPropertySource(properties = {"rabta.api.trusted-proxies=127.0.0.1", "rabta.limits.client.per-second=1",
    "rabta.limits.client.burst=5", "rabta.limits.address.per-second=1", "rabta.limits.address.burst=5",
    "rabta.limits.clients.busy-tool.burst=100"})
class LimitsTest extends EdgeTest {

    private static final int ENOUGH = 50;

    @Autowired
    private MeterRegistry meters;

    @Test
    void a_client_is_kept_to_its_allowance_whatever_its_address() throws Exception {
        Answer refused = first429(() -> client.send(as("eager-tool", "192.0.2." + System.nanoTime() % 250)));
        problem(refused, ProblemType.TOO_MANY_REQUESTS);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
        assertThat(meters.counter("rabta.requests.limited", "limit", "client", "client", "eager-tool").count())
            .isPositive();
        assertThat(client.send(as("other-tool", "192.0.2.1")).status()).isEqualTo(200);
    }

    @Test
    void a_client_may_have_an_allowance_of_its_own() throws Exception {
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(client.send(as("busy-tool", "192.0.2.2")).status()).isEqualTo(200);
        }
    }

    @Test
    void bad_tokens_use_up_the_addresss_allowance_and_then_none_is_checked() throws Exception {
        first429(() -> client.send(from("192.0.2.3").header("Authorization", "Bearer nonsense")));
        assertThat(client.send(as("other-tool", "192.0.2.3")).status()).isEqualTo(429);
        assertThat(client.send(as("other-tool", "192.0.2.4")).status()).isEqualTo(200);
    }

    @Test
    void who_sends_no_token_is_limited_by_address_and_the_hub_stays_alive() throws Exception {
        Answer refused = first429(() -> client.send(from("192.0.2.5").header("Accept-Language", "ur")));
        assertThat(problem(refused, ProblemType.TOO_MANY_REQUESTS).path("title").asText())
            .isEqualTo(ProblemType.TOO_MANY_REQUESTS.title().ur());
        for (String path : List.of("/v1/openapi.yaml", "/docs", "/rest/welfare-fund/updates")) {
            assertThat(client.send(client.request("GET", path, null).header("X-Forwarded-For", "192.0.2.5")).status())
                .isEqualTo(429);
        }
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(client.send(client.request("GET", "/livez", null)
                .header("X-Forwarded-For", "192.0.2.5")).status()).isEqualTo(200);
        }
    }

    @Test
    void a_made_up_hop_before_the_proxys_own_does_not_give_a_new_allowance() throws Exception {
        first429(() -> client.send(from("198.51.100." + System.nanoTime() % 250 + ", 192.0.2.6")));
    }

    @Test
    void a_network_of_ipv6_is_one_address() throws Exception {
        first429(() -> client.send(from("2001:db8::" + Long.toHexString(System.nanoTime() % 60_000))));
    }

    private HttpRequest.Builder as(String tool, String address) {
        return from(address).header("Authorization", "Bearer " + TOKENS.with(scopes(),
            claims -> claims.claim("azp", tool)));
    }

    private HttpRequest.Builder from(String address) {
        return client.request("GET", "/v1/referrals", null).header("X-Forwarded-For", address);
    }

    private static Answer first429(Callable<Answer> call) throws Exception {
        for (int i = 0; i < ENOUGH; i++) {
            Answer answer = call.call();
            if (answer.status() == 429) {
                assertThat(i).isGreaterThanOrEqualTo(5);
                return answer;
            }
        }
        throw new AssertionError("No 429 in " + ENOUGH + " requests");
    }
}
