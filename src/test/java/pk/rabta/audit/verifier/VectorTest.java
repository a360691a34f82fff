package pk.rabta.audit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.audit.merkle.CanonicalJson;

/** The program on a log that other code made by the published rules: make.py beside the files. */
class VectorTest {

    private static final Path VECTOR = Path.of("src/test/resources/audit/vector");

    @TempDir
    private Path folder;
    private String said;

    @BeforeEach
    void copy() throws IOException {
        for (String file : List.of("key.txt", "checkpoints.txt", "leaves.ndjson", "proof.json", "consistency.json")) {
            Files.copy(VECTOR.resolve(file), folder.resolve(file));
        }
    }

    private void change(String file, String what, String into) throws IOException {
        String before = Files.readString(folder.resolve(file));
        assertThat(before).containsPattern(what);
        Files.writeString(folder.resolve(file), before.replaceAll(what, into));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>();
        for (String argument : arguments) {
            all.add(argument.startsWith("--") ? argument : folder.resolve(argument).toString());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = AuditVerifier.run(new PrintStream(out, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
        said = out.toString(StandardCharsets.UTF_8);
        return exit;
    }

    @Test
    void theLeavesAreValid_andTheBoundThatIsBelievedIsTold() throws IOException {
        assertThat(run("key.txt", "leaves.ndjson", "checkpoints.txt")).as(said).isZero();
        assertThat(said).contains("is believed: leaves from before 2023-12-14", "kept for PT9600H",
                "valid: 7 leaves, 1 of them not kept any more; signed up to 7");
        change("leaves.ndjson", "welfare-fund", "welfare-funds");
        assertThat(run("key.txt", "leaves.ndjson", "checkpoints.txt")).isEqualTo(1);
    }

    @Test
    void aBoundThatNobodySignedIsNot() throws IOException {
        change("leaves.ndjson", "PT9600H", "PT9599H");
        assertThat(run("key.txt", "leaves.ndjson", "checkpoints.txt")).isEqualTo(1);
        assertThat(said).contains("leaf 0 (", "is missing");
    }

    @Test
    void theProofIsValid() throws IOException {
        assertThat(run("--proof", "key.txt", "proof.json", "checkpoints.txt")).as(said).isZero();
        change("proof.json", "\"index\": 4", "\"index\": 5");
        assertThat(run("--proof", "key.txt", "proof.json", "checkpoints.txt")).isEqualTo(1);
    }

    @Test
    void theLogGrewOnly() throws IOException {
        assertThat(run("--consistency", "key.txt", "consistency.json", "checkpoints.txt")).as(said).isZero();
        assertThat(said).contains("valid: the log of 7 leaves begins with the one of 3");
        change("consistency.json", "\"from\": 3", "\"from\": 4");
        assertThat(run("--consistency", "key.txt", "consistency.json", "checkpoints.txt")).isEqualTo(2);
        assertThat(said).contains("no signed checkpoint of 4 leaves is given");
    }

    @Test
    void anotherHistoryIsFound() throws IOException {
        change("consistency.json", "\"proof\": \\[\"[^\"]*\", ", "\"proof\": [");
        assertThat(run("--consistency", "key.txt", "consistency.json", "checkpoints.txt")).isEqualTo(1);
        assertThat(said).contains("does not begin with").endsWith("NOT VALID\n");
    }

    /** Whoever exports can withhold all: that is no proof of what the leaves say. */
    @Test
    void leavesOfWhichNothingIsToldAreNotPlainlyValid() throws IOException {
        StringBuilder pages = new StringBuilder();
        for (String line : Files.readAllLines(folder.resolve("leaves.ndjson"))) {
            JsonNode page = CanonicalJson.read(line);
            page.path("items").forEach(item -> ((ObjectNode) item).put("withheld", true).remove("leaf"));
            pages.append(page).append('\n');
        }
        Files.writeString(folder.resolve("leaves.ndjson"), pages);
        assertThat(run("key.txt", "leaves.ndjson", "checkpoints.txt")).as(said).isEqualTo(3);
        assertThat(said).startsWith("VALID BUT FOR WHAT IS WITHHELD: 7 leaves").contains("7 withheld from you");
        assertThat(run("--allow-withheld", "key.txt", "leaves.ndjson", "checkpoints.txt")).as(said).isZero();
    }
}
