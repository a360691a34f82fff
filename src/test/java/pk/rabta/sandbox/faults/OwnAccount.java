package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import pk.rabta.sandbox.HubClient;

/** What the hub says about itself when all is over: its invariants hold, and reconciliation with each partner has no gap. */
public final class OwnAccount {

    private final HubClient admin;
    private final List<String> partners;

    public OwnAccount(HubClient admin, List<String> partners) {
        this.admin = admin;
        this.partners = partners;
    }

    /** Waits a minute at most until it is so. */
    public void check(SoftAssertions softly) {
        softly.assertThatCode(() -> await("invariants").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(admin.get("/v1/admin/invariants").body().path("items")).isNotEmpty()
                        .allSatisfy(item -> assertThat(item.path("holds").asBoolean()).as(item.toString()).isTrue())))
                .doesNotThrowAnyException();
        for (String partner : partners) {
            HubClient.Answer answer = admin.get("/v1/admin/partners/" + partner + "/reconciliation");
            JsonNode gaps = answer.body().path("gaps");
            softly.assertThat(answer.status()).as(partner).isEqualTo(200);
            softly.assertThat(gaps).as(partner + "'s reconciliation").isEmpty();
        }
    }
}
