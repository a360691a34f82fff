package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is told of a gap finds what to do, and the contract knows its name. */
class GapKindTest {

    @ParameterizedTest
    @EnumSource(GapKind.class)
    void each_kind_is_in_the_runbook_and_in_the_contract(GapKind kind) throws IOException {
        assertThat(Files.readString(Path.of("src/docs/admin.md"))).contains("| `" + kind.word() + "` |");
        assertThat(Files.readAllLines(Path.of("src/main/resources/openapi/rabta-v1.yaml")))
                .anyMatch(line -> line.contains("enum: [unanswered, ") && line.contains(kind.word()));
        assertThat(GapKind.of(kind.word())).isEqualTo(kind);
    }
}
