package pk.rabta.partner.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected texts were written by Python's own json.dumps. */
class CanonicalJsonTest {

    private static final JsonMapper JSON = new JsonMapper();

    static Stream<String> vectors() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/signature/canonical.jsonl")).stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void is_what_python_writes(String vector) throws IOException {
        JsonNode expected = JSON.readTree(vector);
        assertThat(canonical(expected.path("input").asText())).isEqualTo(expected.path("output").asText());
    }

    @Test
    void refuses_a_number_that_python_reads_as_infinity() {
        assertThatThrownBy(() -> canonical("[1e999]")).isInstanceOf(SignatureRefused.class)
                .hasMessageContaining("too large");
    }

    private static String canonical(String json) throws IOException {
        return new String(CanonicalJson.bytes(JSON.readTree(json)), StandardCharsets.UTF_8);
    }
}
