package pk.rabta.sandbox.bisp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** This partner never learns why a household is referred, and the hub never keeps its score. */
class LabelWithheldTest {

    private static final Path EXAMPLES = Path.of("mappings/bisp/examples");
    private static final List<String> TELLING = List.of("terror", "victim", "blast", "attack", "incident", "harm",
            "injur",
            "martyr", "shaheed", "widow", "bereave", "mlc", "fir_", "vot-", "inc-", "pt-", "breadwinner", "marital",
                    "deceased",
            "flag", "دہشت", "شہید", "متاثر", "دھماک", "حملے");

    @TestFactory
    Stream<DynamicTest> nothing_that_leaves_tells_why() throws IOException {
        List<Path> outputs;
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            outputs = files.filter(file -> file.getParent().getFileName().toString().startsWith("referral-to-")
                    && file.toString().endsWith(".output.json")).sorted().toList();
        }
        assertThat(outputs).hasSizeGreaterThan(4);
        return outputs.stream().map(file -> DynamicTest.dynamicTest(EXAMPLES.relativize(file).toString(), () ->
                assertThat(Files.readString(file).toLowerCase(Locale.ROOT)).doesNotContain(TELLING)));
    }

    @Test
    void a_score_goes_no_further() throws IOException {
        Path folder = EXAMPLES.resolve("on-search-to-update");
        assertThat(Files.readString(folder.resolve("score-is-dropped.input.json"))).contains("23.71");
        assertThat(Files.readString(folder.resolve("score-is-dropped.output.json"))).doesNotContain("23")
                .contains("LE32");
    }
}
