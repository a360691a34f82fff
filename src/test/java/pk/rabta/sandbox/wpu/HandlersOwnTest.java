package pk.rabta.sandbox.wpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.sandbox.wpu.WpuSimulator.Verdict.SILENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.consent.ReviewNotices;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

/** What a handler's tool recorded of a witness is that tool's, whoever else of the office has clearance. */
class HandlersOwnTest extends MediationScene {

    private static final String CLEARED = "protected:refer";
    private static final List<String> LISTS = List.of("/v1/referrals?victim=", "/v1/cases?victim=", "/v1/consents?victim=",
            "/v1/disclosures?victim=");

    @Autowired
    private ReviewNotices reviews;
    private List<HubClient> others = List.of();

    /** The office's supervisors, with clearance and without, and the handler's own client without it. */
    @BeforeEach
    void others(SandboxEnvironment sandbox) {
        others = List.of(atDesk(sandbox, "wpu-supervisor", CLEARED, "referrals:correct"),
                atDesk(sandbox, "wpu-supervisor", "referrals:correct"), atDesk(sandbox, sandbox.client("HANDLER").id()));
    }

    private void nobodyElseSees(String referral, String consent) {
        for (HubClient other : others) {
            assertThat(other.get("/v1/referrals/" + referral).status()).isEqualTo(404);
            assertThat(other.get("/v1/consents/" + consent).status()).isEqualTo(404);
            for (String list : LISTS) {
                assertThat(other.get(list + witness).body().path("items")).as(list).isEmpty();
            }
            assertThat(hears(other, "", referral)).as("feed").isFalse();
        }
    }

    private String consentOfReferral(String referral) {
        return handler.get("/v1/referrals/" + referral).body().path("consentId").asText();
    }

    @Test
    void a_supervisor_with_clearance_sees_no_other_tools_witness(SandboxEnvironment sandbox) {
        String referral = refer();
        String consent = consentOfReferral(referral);
        nobodyElseSees(referral, consent);
        assertThat(others.getFirst().post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF")).status())
                .isEqualTo(404);
        HubClient same = atDesk(sandbox, sandbox.client("HANDLER").id(), CLEARED, "referrals:correct");
        assertThat(same.get("/v1/referrals/" + referral).status()).isEqualTo(200);
        assertThat(same.get("/v1/referrals?victim=" + witness).body().path("items")).hasSize(1);
    }

    @Test
    void the_end_of_the_protection_shows_it_to_nobody_else(SandboxEnvironment sandbox) {
        String referral = refer();
        awaitStatus(referral, "COMPLETED");
        for (String unitClient : List.of("unit-a", "unit-b")) {
            assertThat(officer.withToken(sandbox.issuer().issue(new Client(unitClient, "unused",
                    new TreeSet<>(Set.of("protected:decide")), Map.of()))).post("/v1/admin/protected/release",
                    Map.of("registryId", witness, "reason", "made by the test")).status()).isBetween(200, 202);
        }
        assertThat(persons.find(witness).orElseThrow().hidden()).isFalse();
        nobodyElseSees(referral, consentOfReferral(referral));
        for (String list : LISTS) {
            assertThat(handler.get(list + witness).body().path("items")).as(list).isNotEmpty();
        }
    }

    @Test
    void an_amended_contact_is_a_handlers_code_and_nothing_else() {
        unit.decide(SILENT, Duration.ZERO);
        String referral = refer();
        awaitStatus(referral, "RECEIVED");
        for (Map<String, String> wrong : List.of(Map.of("phone", "+923000000122"), Map.of("vso", "9999900000122"))) {
            Answer refused = amend(referral, wrong);
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.text()).contains("protection-rule");
        }
        JsonNode contact = handler.get("/v1/referrals/" + referral).body().path("contact");
        assertThat(contact.properties()).containsExactlyInAnyOrder(Map.entry("via", TextNode.valueOf("HANDLER")),
                Map.entry("vso", TextNode.valueOf("VSO-KP-014")));
        Answer amended = amend(referral, Map.of("vso", "VSO-KP-015"));
        assertThat(amended.status()).as(amended.text()).isEqualTo(200);
    }

    private Answer amend(String referral, Map<String, String> contact) {
        String path = "/v1/referrals/" + referral;
        return handler.change("PATCH", path, Map.of("contact", contact), handler.get(path).header("ETag"));
    }

    @Test
    void the_feed_tells_the_handler_and_nobody_else() {
        String referral = refer();
        await().atMost(LIMIT).until(() -> hears(handler, "", referral));
        nobodyElseSees(referral, consentOfReferral(referral));
    }

    @Test
    void a_review_that_is_due_is_told_to_the_handler_and_nobody_else() {
        String consent = consent(handler);
        jdbc.sql("update consent set basis = 'VITAL_INTEREST', review_at = :at where id = :id").param("id", consent)
                .param("at", Timestamp.from(Instant.now().plusSeconds(3600))).update();
        reviews.run();
        await().atMost(LIMIT).until(() -> hears(handler, "consent.review_due", consent));
        assertThat(others).noneMatch(other -> hears(other, "consent.review_due", consent));
    }

    @Test
    void an_auditor_without_clearance_reads_no_leaf_of_its_consent(HubClient client) {
        String consent = consent(handler);
        List<String> leaves = jdbc.sql("select id::text from audit_leaf where detail ->> 'consentId' = :id")
                .param("id", consent).query(String.class).list();
        HubClient auditor = client.as("AUDITOR");
        assertThat(leaves).isNotEmpty().allSatisfy(leaf -> {
            await().atMost(LIMIT).until(() -> auditor.get("/v1/audit/leaves/" + leaf + "/proof").status() == 200);
            JsonNode proof = auditor.get("/v1/audit/leaves/" + leaf + "/proof").body();
            assertThat(proof.path("withheld").asBoolean()).isTrue();
            assertThat(proof.has("leaf")).isFalse();
        });
    }
}
