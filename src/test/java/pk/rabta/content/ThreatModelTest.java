package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** src/docs/threat-model.md names tests that exist, as dependencies.md does, and leaves out no edge and no door. */
class ThreatModelTest {

    private static final Path DOCUMENT = Path.of("src/docs/threat-model.md");
    private static final List<String> EDGES = List.of("XXE", "Entity bombs", "Schema bombs", "Zip and XLSX bombs",
            "CSV formula injection", "Header injection", "Expressions in data", "SSRF", "Path traversal", "Oversize bodies",
            "Slow bodies", "Deep JSON", "Duplicate keys", "Invalid UTF-8", "Bidi controls", "Replayed and expired signatures",
            "Algorithm confusion");
    private static final List<String> DOORS = List.of("api", "rest", "fhir", "spdci", "notifications", "soap", "answers", "files",
            "jwks", "webhooks", "settings");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:#(\\w+))?`");

    private static String document;
    private static String edges;

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(DOCUMENT);
        edges = document.substring(document.indexOf("\n## Edges\n"), document.indexOf("\n## Other threats\n"));
    }

    @Test
    void everyTestThatItNamesExists() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        Set<String> missing = new TreeSet<>();
        List<MatchResult> named = NAMED.matcher(document + Files.readString(Path.of("src/docs/dependencies.md"))).results()
                .toList();
        for (MatchResult test : named) {
            String source = sources.getOrDefault(test.group(1), "");
            // A helper of a test would be private.
            boolean there = !source.isEmpty() && (test.group(2) == null || Pattern.compile(
                    "(?m)^ {4}(?:void|Stream<DynamicTest>) " + test.group(2) + "\\(").matcher(source).find());
            if (!there) {
                missing.add(test.group());
            }
        }
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    @Test
    void everyEdgeHasAControlAndTests() {
        List<String> rows = edges.lines().filter(line -> line.startsWith("| ") && !line.startsWith("| Edge")).toList();
        assertThat(rows.stream().map(row -> row.split("\\|")[1].strip())).containsExactlyElementsOf(EDGES);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.split("\\|")[2]).isNotBlank();
            assertThat(NAMED.matcher(row.split("\\|")[3]).results()).isNotEmpty();
        });
    }

    @Test
    void everyDoorIsTriedAndSays() {
        assertThat(DOORS).allSatisfy(door -> {
            assertThat(document).contains("| `" + door + "`");
            assertThat(edges).containsPattern("[|;] ?" + door + "[ :]|and " + door + ":");
        });
    }
}
