package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;

/** Papers that a partner has no word for: refused where they are meant for it alone, else left out. */
class PapersTest extends CounterScene {

    @Test
    void aPaperThatThePartnerHasNoWordForIsRefused(HubClient officer) {
        String report = document(officer, "FIR_COPY");
        String card = document(officer, "CNIC_COPY");
        for (String query : List.of("", "?dryRun=true")) {
            HubClient.Answer own = submit(officer, query, Map.of("programmes", List.of(Map.of("id", MEDICAL,
                    "documents", List.of(card, report))), "details", good(MEDICAL)));
            assertThat(kindNotTaken(own)).containsExactly("/programmes/0/documents/1");
            HubClient.Answer all = submit(officer, query, Map.of("programmes", List.of(Map.of("id", MEDICAL)),
                    "documents", List.of(report, card), "details", good(MEDICAL)));
            assertThat(kindNotTaken(all)).containsExactly("/documents/0");
        }
    }

    @Test
    void ofThePapersForAllEachPartnerGetsThoseThatItTakes(HubClient officer) {
        String report = document(officer, "FIR_COPY");
        String card = document(officer, "CNIC_COPY");
        HubClient.Answer answer = submit(officer, "", Map.of("programmes", List.of(Map.of("id", MEDICAL),
                Map.of("id", LINK)), "documents", List.of(report, card), "details", good(MEDICAL)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        answer.body().path("referrals").forEach(referral -> {
            boolean medical = referral.path("programme").asText().equals(MEDICAL);
            assertThat(jdbc.sql("select document_id from referral_document where referral_id = :id")
                    .param("id", referral.path("id").asText()).query(String.class).list())
                    .containsExactlyInAnyOrderElementsOf(medical ? List.of(card) : List.of(report, card));
            assertThat(referral.path("advice").findValuesAsText("code").contains("document-left-out"))
                    .isEqualTo(medical);
        });
    }

    private static List<String> kindNotTaken(HubClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.body().at("/violations").findValuesAsText("code")).containsOnly("kind-not-taken");
        return answer.body().at("/violations").findValuesAsText("pointer");
    }

    private String document(HubClient officer, String type) {
        return officer.post("/v1/documents", Map.of("victim", Map.of("registryId", victim), "type", type, "sha256",
                "0".repeat(64), "mediaType", "application/pdf")).body().path("id").asText();
    }
}
