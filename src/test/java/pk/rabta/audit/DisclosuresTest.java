package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.protection.LookupHash;
import pk.rabta.query.Scene;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** Who received what of one person. */
class DisclosuresTest extends Scene {

    @Autowired
    private Persons persons;
    @Autowired
    private Audit audit;
    @Autowired
    private LookupHash hash;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Clock clock;

    /** Who can write to the database cannot say that somebody was told something. */
    @Test
    void tellsNothingThatTheHubDidNotWrite() {
        read(refer(MEDICAL));
        UUID forged = UUID.fromString("7fffffff-ffff-7fff-bfff-" + UUID.randomUUID().toString().substring(24));
        jdbc.sql("""
                insert into audit_leaf (id, type, actor, subject, referral_id, detail, recorded_at)
                select :forged, type, 'hub', subject, referral_id, detail, recorded_at
                from audit_leaf where subject = :subject and type = 'disclosure'""")
                .param("forged", forged).param("subject", hash.pseudonym(victim)).update();
        try {
            JsonNode report = report(officer, "");
            assertThat(report.path("items")).hasSize(1);
            assertThat(report.toString()).doesNotContain(forged.toString());
            assertThat(report.path("unproven").asInt()).isOne();
        } finally {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("select set_config('rabta.dropping', 'audit_leaf', true)").query(String.class).single();
                jdbc.sql("delete from audit_leaf where id = :forged").param("forged", forged).update();
            });
        }
    }

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
        audit.record("disclosure", "hub", victim, referral, JsonNodeFactory.instance.objectNode().put("to", "pbm")
                .put("message", "request").put("basis", consent), clock.instant());
        JsonNode told = report(officer, "").at("/items/0");
        assertThat(told.path("consentId").asText()).isEqualTo(consent);
        assertThat(told.has("basis")).isFalse();
    }

    @Test
    void countsWhatItLeavesOut_andOneScopeReadsTheWhole(SandboxEnvironment sandbox) {
        HubClient other = tool(sandbox, "other-tool", Map.of("office", "VSO-PB-LAHORE", "province", "PK-PB"));
        HubClient all = tool(sandbox, "answers-persons", Map.of("office", "VSO-KP-PESHAWAR"), "disclosures:read-all");
        read(refer(MEDICAL));
        String theirs = check("submitReferral", 202, other.post("/v1/referrals", submission(check("recordConsent", 201,
                other.post("/v1/consents", consentOf(victim))).path("id").asText(), COUNSELLING)))
                .at("/referrals/0/id").asText();
        for (int n = 0; n < 2; n++) {
            check("getPartnerReferral", 200, officer.as("HEALTH_PB").get("/v1/partner/referrals/" + theirs));
        }

        JsonNode part = report(officer, "");
        assertThat(part.path("items")).hasSize(1);
        assertThat(part.path("withheld").asInt()).isEqualTo(2);
        assertThat(report(other, "").path("withheld").asInt()).isEqualTo(1);
        assertThat(report(other, "&limit=1").path("withheld").asInt()).as("of all pages").isEqualTo(1);
        assertThat(report(all, "").has("withheld")).as("sees none of the person's referrals").isFalse();

        JsonNode whole = check("listAllDisclosures", 200, all.get("/v1/disclosures/all?victim=" + victim));
        assertThat(whole.path("items")).hasSize(3);
        assertThat(looks()).isEqualTo(List.of("TOOL:answers-persons"));
        check("listAllDisclosures", 403, officer.get("/v1/disclosures/all?victim=" + victim));

        String nobody = all.get("/v1/disclosures/all?victim=VOT-0000-0000-0").text();
        persons.flag(victim, Set.of(Person.HIDDEN));
        assertThat(all.get("/v1/disclosures/all?victim=" + victim).text()).isEqualTo(nobody);
        assertThat(looks()).hasSize(2);
    }

    private List<String> looks() {
        return jdbc.sql("select actor from audit_leaf where type = 'disclosures.read-all' and subject = :subject")
                .param("subject", hash.pseudonym(victim)).query(String.class).list();
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
