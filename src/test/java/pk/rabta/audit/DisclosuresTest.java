package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** Who received what of one person. */
class DisclosuresTest extends Scene {

    @Autowired
    private Persons persons;

    private JsonNode report(HubClient tool, String more) {
        return check("listDisclosures", 200, tool.get("/v1/disclosures?victim=" + victim + more));
    }

    /** The partner looks at the referral, which is receiving it. */
    private void read(String referral) {
        check("getPartnerReferral", 200, officer.as("PBM").get("/v1/partner/referrals/" + referral));
    }

    @Test
    void namesPartnerFieldsBasisAndConsent_andEachCanBeProven() {
        String consent = consent();
        String referral = refer(consent, MEDICAL).at("/referrals/0/id").asText();
        assertThat(report(officer, "").path("items")).as("nothing has left").isEmpty();
        read(referral);

        JsonNode told = report(officer, "").path("items").path(0);
        assertThat(told.path("partner").asText()).isEqualTo("pbm");
        assertThat(told.path("referralId").asText()).isEqualTo(referral);
        assertThat(told.path("programme").asText()).isEqualTo(MEDICAL);
        assertThat(told.path("basis").asText()).isEqualTo("CONSENT");
        assertThat(told.path("consentId").asText()).isEqualTo(consent);
        assertThat(told.path("fields")).extracting(JsonNode::asText).contains("victim.name.roman");
        assertThat(told.toString()).doesNotContain("Zarmina");
        HubClient auditor = officer.as("AUDITOR");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> check("proveLeaf", 200,
                auditor.get("/v1/audit/leaves/" + told.path("leafId").asText() + "/proof")));
    }

    @Test
    void comesInPages_newestFirst() {
        String referral = refer(MEDICAL);
        for (int n = 0; n < 3; n++) {
            read(referral);
        }
        JsonNode all = report(officer, "").path("items");
        assertThat(all).hasSize(3);
        JsonNode first = report(officer, "&limit=2");
        assertThat(first.path("items")).hasSize(2);
        JsonNode second = report(officer, "&limit=2&after=" + first.path("next").asText());
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        assertThat(second.at("/items/0")).isEqualTo(all.get(2));
        assertThat(all.get(0).path("disclosedAt").asText()).isGreaterThan(all.get(2).path("disclosedAt").asText());
    }

    @Test
    void readsLeavesFromBeforeTheLog() {
        String consent = consent();
        String referral = refer(consent, MEDICAL).at("/referrals/0/id").asText();
        read(referral);
        jdbc.sql("""
                insert into audit_leaf (id, type, actor, subject, referral_id, detail, recorded_at)
                select '7fffffff-ffff-7fff-bfff-ffffffffffff', type, actor, subject, referral_id,
                  detail - 'consent' || jsonb_build_object('basis', cast(:consent as text)), recorded_at
                from audit_leaf where referral_id = :id and type = 'disclosure'""")
                .param("consent", consent).param("id", referral).update();
        JsonNode told = report(officer, "").at("/items/0");
        assertThat(told.path("consentId").asText()).isEqualTo(consent);
        assertThat(told.has("basis")).isFalse();
    }

    @Test
    void whoDoesNotSeeThePersonGetsWhatEverybodyGetsOfAStranger(SandboxEnvironment sandbox) {
        read(refer(MEDICAL));
        String nobody = officer.get("/v1/disclosures?victim=VOT-0000-0000-0").text();
        HubClient other = tool(sandbox, "other-tool", Map.of("office", "VSO-KP-PESHAWAR", "province", "PK-KP"));
        assertThat(other.get("/v1/disclosures?victim=" + victim).text()).isEqualTo(nobody);
        assertThat(report(officer, "").path("items")).hasSize(1);

        persons.flag(victim, Set.of(Person.HIDDEN));
        assertThat(officer.get("/v1/disclosures?victim=" + victim).text()).isEqualTo(nobody);
    }
}
