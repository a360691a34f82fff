package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Route files are code: schema, ids, error handling, options, beans, mappings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteFilesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Path FIXTURES = Path.of("src/test/resources/route-fixtures");

    private final RouteRules.Shared shared = RouteRules.Shared.of(ROUTES);

    @Test
    void everyRouteFileKeepsTheRules() {
        assertThat(RouteFile.in(ROUTES)).isNotEmpty();
        assertThat(RouteRules.check(ROUTES, shared)).isEmpty();
    }

    /** Each fixture says in its first line what is wrong with it. */
    @TestFactory
    Stream<DynamicTest> wrongFilesAreFound(@TempDir Path folder) {
        return RouteFile.paths(FIXTURES).stream().map(file -> dynamicTest(file.getFileName().toString(), () -> {
            Path alone = Files.createDirectory(folder.resolve(file.getFileName().toString().replaceAll("\\..*", "")));
            Files.copy(file, alone.resolve(file.getFileName()));
            String expected = Files.readAllLines(file).getFirst().replaceFirst("^# ", "");
            assertThat(expected).isNotBlank();
            assertThat(RouteRules.check(alone, shared)).as(file.toString()).anyMatch(found -> found.contains(expected));
        }));
    }

    @Test
    void longFilesAndOtherFilesAreFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("long.camel.yaml"), "[]\n" + "# line\n".repeat(60));
        Files.writeString(folder.resolve("notes.yaml"), "[]");
        assertThat(RouteRules.check(folder, shared)).anyMatch(found -> found.contains("long.camel.yaml: has 61 lines"))
                .anyMatch(found -> found.contains("notes.yaml: only *.camel.yaml belongs here"));
    }

    /** Connectors serve whoever speaks their protocol; who that is stands in routes/partners. */
    @Test
    void onlyThePartnersFilesNamePartners() {
        List<String> partners = Partners.ids().stream().filter(id -> !id.equals("registry")).toList();
        assertThat(partners).isNotEmpty();
        assertThat(RouteFile.in(ROUTES)).filteredOn(file -> !file.name().startsWith("partners/")).allSatisfy(file ->
                assertThat(String.join("\n", file.lines()).toLowerCase(Locale.ROOT).split("[^a-z0-9-]+"))
                        .as(file.name()).doesNotContainAnyElementsOf(partners));
    }
}
