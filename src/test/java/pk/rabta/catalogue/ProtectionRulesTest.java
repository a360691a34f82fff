package pk.rabta.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.settings.WrongSettingsException;

/** The meaning of protection flags as it is shipped, and what keeps a wrong file from being used. */
class ProtectionRulesTest {

    private final ProtectionRules rules = new ProtectionRules(".");

    @Test
    void ofSeveralFlagsEverythingHoldsThatAnySays() {
        Set<String> both = Set.of("THREAT", "GBV");
        for (String flag : both) {
            assertThat(rules.withheld(both)).containsAll(rules.withheld(Set.of(flag)));
            assertThat(rules.restrictions(both)).containsAll(rules.restrictions(Set.of(flag)));
        }
        assertThat(rules.withheld(both)).contains("household", "victim.address.line").doesNotContain("victim.address");
        assertThat(rules.shortened(both)).containsExactly("victim.name");
        assertThat(rules.ask(both)).hasSize(2);
        assertThat(rules.withheld(Set.of())).isEmpty();
        assertThat(rules.byHand(Set.of("CHILD"))).isFalse();
        assertThat(rules.byHand(Set.of("CHILD", "THREAT"))).isTrue();
    }

    @Test
    void aFieldIsClosedByItsOwnPathAndByAParents() {
        assertThat(rules.closed(Set.of("GBV"), List.of("victim.address.line", "victim.address.district", "household.size",
                "victim.name"))).containsExactly("victim.address.line", "household.size");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MEDIA_SENSITIVE: | MEDIA_SENSITIV: | flags must be those of the registry",
        "hidden: true | hidden: false | WITNESS_PROTECTED.hidden must stand",
        "restrict: [noSms] | restrict: [noMail] | restrict knows noPhone and noSms",
        "by-hand: true | by-hnd: true | config/protection.yaml",
    })
    void aWrongFileStopsTheStart(String right, String wrong, String said, @TempDir Path home) throws IOException {
        String text = Files.readString(Path.of("config/protection.yaml"));
        assertThat(text).contains(right);
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/protection.yaml"), text.replace(right, wrong));
        assertThatThrownBy(() -> new ProtectionRules(home.toString())).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining(said);
    }

    /** A flag that one of them did not know would let nothing leave about whoever has it. */
    @Test
    void theMappingAndTheContractKnowEveryFlag() throws IOException {
        for (String file : List.of("mappings/lib/protection.jslt", "mappings/contracts/victim.schema.json")) {
            assertThat(Files.readString(Path.of(file))).as(file).contains(
                    ProtectionRules.FLAGS.stream().map(flag -> '"' + flag + '"').toList());
        }
    }

    @Test
    void withoutAFileNothingStarts(@TempDir Path home) {
        assertThatThrownBy(() -> new ProtectionRules(home.toString())).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("nobody would be protected");
    }
}
