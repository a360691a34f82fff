package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A change of contact for a partner whose system takes none: the officer is asked to tell the office by hand. */
public final class NotTold {

    private NotTold() {}

    /** Changes the contact of a referral that its partner has; the answer and the timeline say that it was not told. */
    public static void contact(HubClient officer, String referral) {
        HubClient.Answer answer = officer.change("PATCH", "/v1/referrals/" + referral,
                Map.of("contact", Map.of("noPhone", true, "safeHours", "16:00-17:00")), "*");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().at("/contact/safeHours").asText()).isEqualTo("16:00-17:00");
        assertThat(answer.body().path("advice").findValuesAsText("code")).containsExactly("technical.contact-not-told");
        assertThat(answer.body().at("/advice/0/text").asText()).contains("does not know");
        JsonNode timeline = officer.get("/v1/referrals/" + referral + "/timeline").body().path("items");
        assertThat(timeline).anySatisfy(entry -> {
            assertThat(entry.path("type").asText()).isEqualTo("referral.noted");
            assertThat(entry.at("/reason/code").asText()).isEqualTo("technical.contact-not-told");
        });
    }
}
