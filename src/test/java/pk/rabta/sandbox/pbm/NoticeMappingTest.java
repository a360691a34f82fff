package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.mapping.CodeLists;
import pk.rabta.mapping.Mappings;
import pk.rabta.mapping.Schemas;

/** Notices that carry numbers, compared as JSON is written: one number may be held by several kinds of node. */
class NoticeMappingTest {

    private static final Path ROOT = Path.of("mappings").toAbsolutePath();
    private static final Path CASES = Path.of("src/test/resources/pbm-notices");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CodeLists codes = CodeLists.load(ROOT);
    private final Mappings mappings = Mappings.load(ROOT, codes, Schemas.load(ROOT, codes));

    @ParameterizedTest
    @ValueSource(strings = {"documents-asked-for", "sanctioned-in-part-for-the-hospital",
        "sanctioned-in-full-for-the-school"})
    void translates(String example) throws Exception {
        Object update = mappings.apply("pbm/notice-to-update",
                Files.readAllBytes(CASES.resolve(example + ".input.xml")));
        assertThat(JSON.readTree(update.toString()))
                .isEqualTo(JSON.readTree(CASES.resolve(example + ".output.json").toFile()));
    }
}
