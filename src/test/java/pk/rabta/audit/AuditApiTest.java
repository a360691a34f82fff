package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.audit.merkle.ProofCheck;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Seeds;

/** The log of a hub that works, as an auditor asks it. */
@HubTest
class AuditApiTest {

    @Autowired
    private Checkpoints checkpoints;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private MovableClock clock;
    @Autowired
    private Seeds seeds;
    @Autowired
    private Audit audit;
    private HubClient auditor;
    private UUID leaf;

    @BeforeEach
    void somethingWasDone(HubClient officer) {
        auditor = officer.as("AUDITOR");
        String referral = seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        leaf = jdbc.sql("select id from audit_leaf where referral_id = :id and type = 'referral.accepted'")
                .param("id", referral).query(UUID.class).single();
        await().atMost(Duration.ofSeconds(30)).until(() -> auditor.get("/v1/audit/leaves/" + leaf + "/proof").status() == 200);
        clock.advance(Duration.ofMinutes(2));
        checkpoints.make();
        clock.reset();
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }

    private static List<byte[]> hashes(JsonNode array) {
        List<byte[]> hashes = new ArrayList<>();
        array.forEach(hash -> hashes.add(bytes(hash)));
        return hashes;
    }

    @Test
    void provesThatALeafIsInTheSignedLog() {
        JsonNode checkpoint = check("getCheckpoint", 200, auditor.get("/v1/audit/checkpoint"));
        long size = checkpoint.path("size").asLong();
        JsonNode proof = check("proveLeaf", 200, auditor.get("/v1/audit/leaves/" + leaf + "/proof?size=" + size));
        Leaf told = Leaf.read(proof.path("leaf"));
        assertThat(told.type()).isEqualTo("referral.accepted");
        assertThat(told.hash()).as("made of what the database gives back").isEqualTo(bytes(proof.path("hash")));
        assertThat(ProofCheck.inclusion(proof.path("index").asLong(), size, told.hash(), hashes(proof.path("proof")),
                bytes(checkpoint.path("root")))).isTrue();
        assertThat(checkpoint.path("note").asText()).contains("\n" + size + "\n" + checkpoint.path("root").asText());
    }

    @Test
    void provesThatSomebodyWasHiddenAndTellsNotWho() {
        UUID hidden = audit.record("person.hidden", "HUB", "VOT-TEST-HIDDEN", null,
                JsonNodeFactory.instance.objectNode(), clock.instant());
        await().atMost(Duration.ofSeconds(30)).until(() ->
                auditor.get("/v1/audit/leaves/" + hidden + "/proof").status() == 200);
        JsonNode proof = check("proveLeaf", 200, auditor.get("/v1/audit/leaves/" + hidden + "/proof"));
        assertThat(proof.path("withheld").asBoolean()).isTrue();
        assertThat(proof.has("leaf")).isFalse();
    }

    @Test
    void provesThatTheLogOnlyGrew() {
        long size = check("getCheckpoint", 200, auditor.get("/v1/audit/checkpoint")).path("size").asLong();
        // Each of the first sizes, then some hundred of all the others: other tests make the log long.
        for (long from = 1; from <= size; from += from < 100 ? 1 : Math.max(1, size / 100)) {
            JsonNode proof = check("proveConsistency", 200, auditor.get("/v1/audit/consistency?from=" + from + "&to=" + size));
            assertThat(ProofCheck.consistency(from, size, bytes(proof.path("fromRoot")), bytes(proof.path("toRoot")),
                    hashes(proof.path("proof")))).isTrue();
        }
    }

    @Test
    void refusesWhatTheTreeDoesNotHave() {
        check("proveLeaf", 404, auditor.get("/v1/audit/leaves/" + UUID.randomUUID() + "/proof"));
        check("proveLeaf", 400, auditor.get("/v1/audit/leaves/" + leaf + "/proof?size=100000000"));
        check("proveConsistency", 400, auditor.get("/v1/audit/consistency?from=2&to=1"));
        check("proveConsistency", 400, auditor.get("/v1/audit/consistency?from=2&to=100000000"));
        assertThat(check("listLeaves", 200, auditor.get("/v1/audit/leaves?from=100000000")).path("items")).isEmpty();
    }

    @Test
    void verifiesEveryLeafThatTheHubWrote() {
        long from = 0;
        int pages = 0;
        JsonNode report;
        do {
            report = check("verifyAudit", 200, auditor.get("/v1/audit/verification?limit=50&from=" + from));
            assertThat(report.path("valid").asBoolean()).as(report.toString()).isTrue();
            from = report.path("next").asLong();
            pages++;
        } while (from > 0);
        assertThat(report.path("to").asLong()).isEqualTo(report.path("size").asLong());
        assertThat(pages).isPositive();
    }

    @Test
    void isTheAuditorsAlone(HubClient officer) {
        check("listLeaves", 403, officer.get("/v1/audit/leaves"));
        check("verifyAudit", 403, officer.as("ADMIN").get("/v1/audit/verification"));
        assertThat(officer.as("AUDITOR").get("/v1/referrals").status()).isEqualTo(403);
    }
}
