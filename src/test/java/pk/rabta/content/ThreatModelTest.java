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
    private static final List<String> DOORS = List.of("api", "rest", "fhir", "spdci", "notifications", "sealed", "soap", "answers",
            "files", "jwks", "webhooks", "settings", "management");
    /** A line of an edge: doors, and what is tried there or why nothing is. */
    private static final Pattern CELLS = Pattern.compile("(?m)^- (`\\w+`(?:, `\\w+`)*): (.+)$");
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
        List<String> sections = sections();
        assertThat(sections.stream().map(section -> section.lines().findFirst().orElse("").strip()))
                .containsExactlyElementsOf(EDGES);
        assertThat(sections).allSatisfy(section -> {
            assertThat(section.split("\n\n")[1]).as("the control").isNotBlank().doesNotStartWith("- ");
            assertThat(NAMED.matcher(section).results()).isNotEmpty();
        });
    }

    @Test
    void everyDoorHasACellForEveryEdge() {
        assertThat(DOORS).allSatisfy(door -> assertThat(document).contains("| `" + door + "`"));
        for (String section : sections()) {
            String edge = section.lines().findFirst().orElse("");
            List<MatchResult> cells = CELLS.matcher(section).results().toList();
            assertThat(cells.stream().flatMap(cell -> Stream.of(cell.group(1).replace("`", "").split(", ")))).as(edge)
                    .containsExactlyInAnyOrderElementsOf(DOORS);
            assertThat(cells).as(edge).allSatisfy(cell -> assertThat(cell.group(2).startsWith("n/a because ")
                    || NAMED.matcher(cell.group(2)).lookingAt()).as(cell.group()).isTrue());
            assertThat(section.lines().filter(line -> line.startsWith("- "))).as(edge).hasSameSizeAs(cells);
        }
    }

    private static List<String> sections() {
        return Stream.of(edges.split("(?m)^### ")).skip(1).toList();
    }
}
