package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;

@HubTest
class SubscriptionsTest {

    private static final Map<String, Object> WANTED = Map.of("url", "http://127.0.0.1:9/hooks", "events",
            List.of("referral.completed"));

    @Test
    void shows_the_secret_once(HubClient officer) {
        HubClient.Answer created = officer.post("/v1/subscriptions", WANTED);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("secret").asText()).startsWith("whsec_").hasSize(50);
        HubClient.Answer read = officer.get(created.header("Location"));
        assertThat(read.body().has("secret")).isFalse();
        assertThat(read.body().path("publicKey").asText()).startsWith("whpk_");
        assertThat(read.body().path("events").get(0).asText()).isEqualTo("referral.completed");
    }

    @Test
    void a_repeated_request_makes_no_second_subscription_and_shows_no_secret(HubClient officer) {
        String key = "subscribe-" + System.nanoTime();
        HubClient.Answer first = officer.post("/v1/subscriptions", WANTED, key);
        HubClient.Answer second = officer.post("/v1/subscriptions", WANTED, key);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("id").asText()).isEqualTo(first.body().path("id").asText());
        assertThat(second.text()).doesNotContain("whsec_");
    }

    @Test
    void is_seen_and_ended_by_its_own_client_only(HubClient officer) {
        String path = officer.post("/v1/subscriptions", WANTED).header("Location");
        HubClient other = officer.as("SUPERVISOR");
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(other.get("/v1/subscriptions").text()).doesNotContain(path.substring(path.lastIndexOf('/') + 1));
        assertThat(officer.delete(path).status()).isEqualTo(204);
        assertThat(officer.get(path).body().path("status").asText()).isEqualTo("DELETED");
    }

    @Test
    void pages_through_all_of_them(HubClient officer) {
        for (int i = 0; i < 3; i++) {
            officer.post("/v1/subscriptions", WANTED);
        }
        HubClient.Answer first = officer.get("/v1/subscriptions?limit=2");
        HubClient.Answer second = officer.get("/v1/subscriptions?limit=2&after=" + first.body().path("next").asText());
        assertThat(first.body().path("items")).hasSize(2);
        assertThat(second.body().path("items")).isNotEmpty()
                .doesNotContainAnyElementsOf(first.body().path("items"));
        assertThat(officer.get("/v1/subscriptions?after=YQpi").isProblem("validation-failed")).isTrue();
    }
}
