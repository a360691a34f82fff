package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;

@HubTest
class SubscriptionsTest {

    private static final Map<String, Object> WANTED = Map.of("url", "http://127.0.0.1:9/hooks", "events",
            List.of("referral.completed"));

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void end() {
        jdbc.sql("update subscription set status = 'DELETED'").update();
    }

    @Test
    void shows_the_secret_once(HubClient officer) {
        HubClient.Answer created = officer.post("/v1/subscriptions", WANTED);
        ResponseContract.check("createSubscription", 201, created);
        assertThat(created.body().path("secret").asText()).startsWith("whsec_").hasSize(50);
        HubClient.Answer read = officer.get(created.header("Location"));
        ResponseContract.check("getSubscription", 200, read);
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
        HubClient.Answer ended = officer.delete(path);
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Content-Type")).isEmpty();
        assertThat(officer.get(path).body().path("status").asText()).isEqualTo("DELETED");
    }

    @Test
    void refuses_an_address_that_is_none(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/subscriptions", Map.of("url", "http://no-such-host.invalid/hooks",
                "events", List.of("referral.completed")));
        ResponseContract.check("createSubscription", 422, answer);
        assertThat(answer.body().at("/violations/0/pointer").asText()).isEqualTo("/url");
    }

    @Test
    void pages_through_all_of_them(HubClient officer) {
        for (int i = 0; i < 3; i++) {
            officer.post("/v1/subscriptions", WANTED);
        }
        HubClient.Answer first = officer.get("/v1/subscriptions?limit=2");
        HubClient.Answer second = officer.get("/v1/subscriptions?limit=2&after=" + first.body().path("next").asText());
        ResponseContract.check("listSubscriptions", 200, first);
        assertThat(first.body().path("items")).hasSize(2);
        assertThat(second.body().path("items")).isNotEmpty()
                .doesNotContainAnyElementsOf(first.body().path("items"));
        assertThat(List.of("YQpi", "AAAA", "YQBi")).as("two columns, and with NUL").allSatisfy(after ->
                assertThat(officer.get("/v1/subscriptions?after=" + after).isProblem("validation-failed")).isTrue());
    }

    @Test
    void are_not_without_end(HubClient officer) {
        for (int i = 0; i < 20; i++) {
            assertThat(officer.post("/v1/subscriptions", WANTED).status()).isEqualTo(201);
        }
        ResponseContract.check("createSubscription", 422, officer.post("/v1/subscriptions", WANTED));
        String one = officer.get("/v1/subscriptions?limit=1").body().at("/items/0/id").asText();
        assertThat(officer.delete("/v1/subscriptions/" + one).status()).isEqualTo(204);
        assertThat(officer.post("/v1/subscriptions", WANTED).status()).isEqualTo(201);
    }
}
