package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.xmlunit.builder.DiffBuilder;

/** Every mapping does what its examples say, good ones and refused ones; it must have both. */
class MappingExamplesTest {

    private final List<MappingFolder> folders =
            List.of(MappingFolder.load(MappingFolder.FIXTURES), MappingFolder.load(MappingFolder.REAL));

    @TestFactory
    Stream<DynamicTest> examples() {
        return folders.stream().flatMap(folder -> inputs(folder)
                .map(input -> dynamicTest(folder.root().relativize(input).toString(), () -> check(folder, input))));
    }

    @TestFactory
    Stream<DynamicTest> everyMappingHasGoodAndRefusedExamples() {
        return folders.stream().flatMap(folder -> folder.mappings().ids().stream()
                .map(id -> dynamicTest(id, () -> {
                    List<String> cases = inputs(folder)
                            .filter(input -> id(folder, input).equals(id))
                            .map(i -> i.getFileName().toString())
                            .toList();
                    assertThat(cases).as("good examples of %s", id).anyMatch(name -> !name.startsWith("refused-"));
                    assertThat(cases).as("refused examples of %s", id).anyMatch(name -> name.startsWith("refused-"));
                })));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleBelongsToAMapping() {
        return folders.stream()
                .map(folder -> dynamicTest(folder.root().toString(), () -> {
                    Set<String> ids = new TreeSet<>();
                    inputs(folder).forEach(input -> ids.add(id(folder, input)));
                    assertThat(folder.mappings().ids()).containsAll(ids);
                }));
    }

    @TestFactory
    Stream<DynamicTest> codeTablesComeBackToTheSameCode() {
        return folders.stream().flatMap(folder -> folder.codes().tables().values().stream()
                .map(table ->
                        dynamicTest(table.file(), () -> assertThat(table.out()).allSatisfy((canonical, partner) -> {
                            if (table.in().containsKey(partner)) {
                                String back = table.in().get(partner);
                                assertThat(table.out().getOrDefault(back, partner))
                                        .isEqualTo(partner);
                            }
                        }))));
    }

    private static void check(MappingFolder folder, Path input) throws IOException {
        String name = input.getFileName().toString();
        String example = name.substring(0, name.indexOf(".input."));
        byte[] document = Files.readAllBytes(input);
        if (example.startsWith("refused-")) {
            String expected = Files.readString(input.resolveSibling(example + ".error.txt"))
                    .strip();
            assertThat(expected).isNotEmpty();
            assertThatThrownBy(() -> folder.mappings().apply(id(folder, input), document))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining(expected);
            return;
        }
        switch (folder.mappings().apply(id(folder, input), document)) {
            case JsonNode json ->
                assertThat(json)
                        .isEqualTo(Json.read(name, Files.readAllBytes(input.resolveSibling(example + ".output.json"))));
            case byte[] xml ->
                assertThat(DiffBuilder.compare(Files.readAllBytes(input.resolveSibling(example + ".output.xml")))
                                .withTest(xml)
                                .ignoreWhitespace()
                                .build()
                                .toString())
                        .isEqualTo("[identical]");
            default -> throw new AssertionError("neither JSON nor XML");
        }
    }

    private static String id(MappingFolder folder, Path input) {
        Path relative = folder.root().relativize(input);
        return relative.getName(0) + "/" + relative.getName(2);
    }

    private static Stream<Path> inputs(MappingFolder folder) {
        return Folder.at(folder.root()).partners().stream()
                .map(partner -> folder.root().resolve(partner).resolve("examples"))
                .filter(Files::isDirectory)
                .flatMap(examples -> {
                    try (Stream<Path> files = Files.walk(examples)) {
                        return files
                                .filter(file -> file.getFileName().toString().contains(".input."))
                                .sorted()
                                .toList()
                                .stream();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }
}
