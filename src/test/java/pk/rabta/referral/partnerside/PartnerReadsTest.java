package pk.rabta.referral.partnerside;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** What a partner may read, and what it learns nothing of. */
class PartnerReadsTest extends PartnerScene {

    private int disclosures() {
        return jdbc.sql("select count(*) from audit_leaf where type = 'disclosure' and referral_id = :id")
                .param("id", id).query(Integer.class).single();
    }

    @Test
    void readsOnlyWhatItMayLearnAndThatIsRecorded() {
        Answer answer = partner.get("/v1/partner/referrals/" + id);
        JsonNode content = check("getPartnerReferral", 200, answer).path("content");

        assertThat(content.path("contract").asText()).isEqualTo("referral/1");
        assertThat(content.at("/victim/name/roman").asText()).isNotBlank();
        assertThat(content.has("incident")).as("the label is withheld").isFalse();
        assertThat(content.path("victim").has("harms")).isFalse();
        assertThat(content.path("victim").has("token")).isFalse();
        assertThat(disclosures()).isEqualTo(1);
        assertThat(jdbc.sql("select detail::text from audit_leaf where type = 'disclosure' and referral_id = :id")
                .param("id", id).query(String.class).single())
                .contains("victim.name.roman").doesNotContain("Zarmina");
        assertThat(check("cancelReferral", 200, officer.post("/v1/referrals/" + id + "/cancel",
                Map.of("reason", Map.of("code", "person.declined")))).path("status").asText())
                .as("it was read, so it may not just vanish").isEqualTo("CANCELLATION_REQUESTED");
    }

    @Test
    void readsNothingWithoutABasis() {
        received(id);
        jdbc.sql("update consent set valid_to = valid_from where victim_id = :victim").param("victim", victim).update();

        assertThat(check("getPartnerReferral", 200, partner.get("/v1/partner/referrals/" + id)).has("content"))
                .isFalse();
        assertThat(disclosures()).isZero();
    }

    @Test
    void readsNothingOfSomebodyWhoDiedBeforeAnythingWasSent() {
        jdbc.sql("update person set deceased = true where victim_id = :victim").param("victim", victim).update();
        assertThat(check("getPartnerReferral", 200, partner.get("/v1/partner/referrals/" + id)).has("content"))
                .isFalse();
        assertThat(disclosures()).isZero();

        received(id);
        assertThat(check("getPartnerReferral", 200, partner.get("/v1/partner/referrals/" + id)).has("content"))
                .as("what the partner has may still be owed to the family").isTrue();
    }

    @Test
    void readsNothingAfterACancellationRequest() {
        received(id);
        officer.post("/v1/referrals/" + id + "/cancel", Map.of("reason", Map.of("code", "person.declined")));

        JsonNode referral = check("getPartnerReferral", 200, partner.get("/v1/partner/referrals/" + id));
        assertThat(referral.has("content")).isFalse();
        assertThat(referral.path("allowedTransitions")).extracting(JsonNode::asText).contains("confirm-cancellation");
        assertThat(status("confirmCancellation", "confirm-cancellation", Map.of("note", "Removed from our list")))
                .isEqualTo("CANCELLED");
    }

    @Test
    void listsItsOwnOldestFirstWithoutPersonalContent() {
        String mine = "/v1/partner/referrals?limit=200&programme=" + MEDICAL + "&status=REQUESTED,RECEIVED";
        Answer answer = partner.get(mine);
        List<String> ids = check("listPartnerReferrals", 200, answer).path("items").findValuesAsText("id");
        assertThat(ids).contains(id);
        assertThat(answer.text()).doesNotContain("Zarmina", "VOT-", "+92300");

        JsonNode page = check("listPartnerReferrals", 200, partner.get(mine.replace("limit=200", "limit=1")));
        assertThat(page.at("/items/0/id").asText()).isEqualTo(ids.getFirst());
        assertThat(check("listPartnerReferrals", 200, officer.as("HEALTH_PB").get("/v1/partner/referrals?limit=200"))
                .path("items").findValuesAsText("id")).doesNotContain(id);
    }

    @Test
    void learnsNothingOfWhatWaitsOrWasTakenBack() {
        jdbc.sql("update referral set status = 'WAITING' where id = :id").param("id", id).update();
        check("getPartnerReferral", 404, partner.get("/v1/partner/referrals/" + id));
        jdbc.sql("update referral set status = 'CANCELLED' where id = :id").param("id", id).update();
        check("getPartnerReferral", 404, partner.get("/v1/partner/referrals/" + id));
    }

    @Test
    void actsOnNobodyElsesReferrals(SandboxEnvironment sandbox) {
        received(id);
        HubClient other = officer.as("HEALTH_PB");
        Answer foreign = other.get("/v1/partner/referrals/" + id);
        check("getPartnerReferral", 404, foreign);
        assertThat(foreign.text())
                .isEqualTo(other.get("/v1/partner/referrals/REF-00000000000000000000000000").text());
        check("rejectReferral", 404, other.post("/v1/partner/referrals/" + id + "/reject", NO_FUNDS));
        assertThat(get(id).path("status").asText()).isEqualTo("RECEIVED");

        HubClient nobody = tool(sandbox, "partner-of-none", Map.of(), "partner:act");
        check("listPartnerReferrals", 403, nobody.get("/v1/partner/referrals"));
        check("getReferral", 404, tool(sandbox, "partner-pbm", Map.of("partner", "pbm")).get("/v1/referrals/" + id));
    }
}
