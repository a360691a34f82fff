package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Direction marks in what partners write freely: refused where a contract has the text, or taken out where it is cleaned. */
class FreeTextTest {

    private static final String MARKS = "\u202E\u2066\u200F\u061C\uFEFF";

    private final MappingFolder folder = MappingFolder.load(MappingFolder.REAL);

    @ParameterizedTest
    @CsvSource({
        "prosecution-kp/notice-to-update, hearing.input.json, ATC-II Peshawar, hearing/court",
        "health-pb/task-to-update, appointment.input.json, Trauma Counselling Unit, valueString",
        "pbm/notice-to-update, rejected-with-remarks.input.xml, سرکاری, /Notice/rejection/remarks"})
    void isRefused(String mapping, String file, String text, String place) throws IOException {
        String example = example(mapping, file);
        assertThat(example).contains(text);
        folder.mappings().apply(mapping, bytes(example));
        for (int i = 0; i < MARKS.length(); i++) {
            byte[] marked = bytes(example.replace(text, text + MARKS.charAt(i)));
            assertThatThrownBy(() -> folder.mappings().apply(mapping, marked)).isInstanceOf(MappingException.class)
                    .hasMessageContaining(place).message().doesNotContain(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"bisp/on-search-to-update, already-enrolled.input.json, BISP-0000001"})
    void isCleaned(String mapping, String file, String text) throws IOException {
        String example = example(mapping, file);
        assertThat(example).contains(text);
        Object clean = folder.mappings().apply(mapping, bytes(example));
        assertThat(folder.mappings().apply(mapping, bytes(example.replace(text, text + "\u202E\u2066\u200F\u061C"))))
                .isEqualTo(clean);
    }

    private String example(String mapping, String file) throws IOException {
        return Files.readString(folder.root().resolve(mapping.replace("/", "/examples/")).resolve(file));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
