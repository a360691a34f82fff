package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;

/** The consent's safe hours outrank those of the referral: who writes others hears it before the partner is told. */
class OtherHoursTest extends CounterScene {

    private List<JsonNode> advice(HubClient officer, String query, String hours) {
        HubClient.Answer answer = submit(officer, query, Map.of("programmes", List.of(Map.of("id", LINK)),
                "contact", Map.of("safeHours", hours)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(query.isEmpty() ? 202 : 200);
        return answer.body().at("/referrals/0/advice").valueStream()
                .filter(advice -> advice.path("code").asText().equals("consent.other-hours")).toList();
    }

    @Test
    void areToldAtSubmitAndInTheDryRun(HubClient officer) {
        jdbc.sql("update consent set restrictions = '{\"safeHours\": \"10:00-13:00\"}' where id = :id")
                .param("id", consent).update();
        assertThat(advice(officer, "?dryRun=true", "11:00-12:00")).as("within the consent's").isEmpty();
        for (String query : List.of("?dryRun=true", "")) {
            assertThat(advice(officer, query, "12:00-15:00")).singleElement().satisfies(advice ->
                    assertThat(advice.path("text").asText()).startsWith("The consent names other safe hours"));
        }
    }

    @Test
    void areNoneWhereTheConsentNamesNoHours(HubClient officer) {
        assertThat(advice(officer, "", "12:00-15:00")).isEmpty();
    }
}
