package pk.rabta.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.audit.Checkpoints;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Seeds;

/** An auditor exports the log of a hub that works, and checks it without the hub. */
@HubTest
class AuditVerifierTest {

    @TempDir
    private Path folder;
    @Autowired
    private Checkpoints checkpoints;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private MovableClock clock;
    @Autowired
    private Seeds seeds;

    private HubClient auditor;
    private String said;

    @BeforeEach
    void export(HubClient officer) throws IOException {
        auditor = officer.as("AUDITOR");
        String referral = seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.sql("""
                select count(*) from audit_leaf l join audit_entry e on e.leaf_id = l.id where l.referral_id = :id""")
                .param("id", referral).query(Long.class).single() > 0);
        clock.advance(Duration.ofMinutes(2));
        checkpoints.make();
        clock.reset();
        JsonNode checkpoint = check("getCheckpoint", 200, auditor.get("/v1/audit/checkpoint"));
        write("key", check("getAuditKey", 200, auditor.get("/v1/audit/key")).path("key").asText());
        write("checkpoints", checkpoint.path("note").asText());
        StringBuilder pages = new StringBuilder();
        JsonNode page;
        long from = 0;
        do {
            // Small pages first, so that there are several; other tests may have left thousands of leaves.
            page = check("listLeaves", 200, auditor.get("/v1/audit/leaves?limit=" + (from < 50 ? 7 : 200) + "&from=" + from));
            pages.append(page).append('\n');
            from = page.path("next").asLong();
        } while (from > 0);
        write("leaves", pages.toString());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private int run(String... files) {
        List<String> arguments = new ArrayList<>();
        for (String file : files) {
            arguments.add(file.startsWith("--") ? file : folder.resolve(file).toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = AuditVerifier.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
        said = out.toString(StandardCharsets.UTF_8);
        return exit;
    }

    /** An auditor is told no more than hashes of other tests' protected witnesses. */
    private int verify() {
        return run("--allow-withheld", "key", "leaves", "checkpoints");
    }

    @Test
    void theExportOfAHubIsValid_andAnyOtherOneIsNot() throws IOException {
        assertThat(verify()).as(said).isZero();
        assertThat(said).startsWith("valid: ").contains("leaves").contains("signed up to");

        String leaves = read("leaves");
        // Of other tests' protected witnesses an auditor is told no more than hashes.
        JsonNode first = check("listLeaves", 200, auditor.get("/v1/audit/leaves?limit=200")).path("items").valueStream()
                .filter(item -> item.has("leaf")).findFirst().orElseThrow();
        String named = "leaf " + first.path("index").asLong() + " ";
        write("leaves", leaves.replaceFirst("\"actor\":\"", "\"actor\":\"x"));
        assertThat(verify()).isEqualTo(1);
        assertThat(said).contains(named + "(" + first.path("id").asText() + ") is not what was written", "NOT VALID");

        write("leaves", leaves.replace(first + ",", ""));
        assertThat(verify()).isEqualTo(1);
        assertThat(said).contains(named + "is missing");

        write("leaves", leaves.replace(",\"leaf\":" + first.path("leaf"), ""));
        assertThat(verify()).isEqualTo(1);
        assertThat(said).contains(named + "(" + first.path("id").asText() + ") is missing: only its hash");

        write("leaves", leaves.replace(",\"leaf\":" + first.path("leaf"), ",\"withheld\":true"));
        assertThat(verify()).as(said).isZero();
        assertThat(said).contains(" withheld from you");
        assertThat(run("key", "leaves", "checkpoints")).as("without being told to take it").isEqualTo(3);
        assertThat(said).contains("VALID BUT FOR WHAT IS WITHHELD").doesNotContain("\nvalid");

        String hash = first.path("hash").asText();
        write("leaves", leaves.replace(",\"leaf\":" + first.path("leaf"), "")
                .replace(hash, (hash.charAt(0) == 'A' ? "B" : "A") + hash.substring(1)));
        assertThat(verify()).isEqualTo(1);
        assertThat(said).contains("does not fit: of leaves 0 to");
    }

    @Test
    void aForgedCheckpointIsNamed() throws IOException {
        String note = read("checkpoints");
        write("checkpoints", note.replaceFirst("\n(\\d+)\n", "\n1$1\n"));
        assertThat(verify()).isEqualTo(1);
        assertThat(said).contains("a checkpoint of checkpoints").contains("no signature of it is one of the key");
    }

    @Test
    void oneLeafIsProvenAlone() throws IOException {
        String id = check("listLeaves", 200, auditor.get("/v1/audit/leaves?limit=200")).path("items").valueStream()
                .filter(item -> item.has("leaf")).findFirst().orElseThrow().path("id").asText();
        JsonNode signed = check("getCheckpoint", 200, auditor.get("/v1/audit/checkpoint"));
        JsonNode proof = check("proveLeaf", 200, auditor.get("/v1/audit/leaves/" + id + "/proof?size="
                + signed.path("size").asLong()));
        write("checkpoints", signed.path("note").asText());
        write("proof", proof.toString());
        assertThat(run("--proof", "key", "proof", "checkpoints")).as(said).isZero();
        assertThat(said).contains(id);
        write("proof", proof.toString().replace(",\"leaf\":" + proof.path("leaf"), ",\"withheld\":true"));
        assertThat(run("--allow-withheld", "--proof", "key", "proof", "checkpoints")).as(said).isZero();
        assertThat(said).contains(id, "withheld from you");
        assertThat(run("--proof", "key", "proof", "checkpoints")).as(said).isEqualTo(3);
        write("proof", proof.toString().replaceFirst("\"actor\":\"", "\"actor\":\"x"));
        assertThat(run("--proof", "key", "proof", "checkpoints")).isEqualTo(1);
    }

    @Test
    void saysWhenItCannotSay() throws IOException {
        assertThat(run("key")).isEqualTo(2);
        assertThat(said).contains("AuditVerifier [--allow-withheld] KEY LEAVES CHECKPOINTS");
        assertThat(run("key", "nothing", "checkpoints")).isEqualTo(2);
        write("key", "no key");
        assertThat(verify()).isEqualTo(2);
        assertThat(said).contains("cannot say");
    }
}
