package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.sandbox.Secrets;
import pk.rabta.settings.WrongSettingsException;

class KeyRingTest {

    private final String one = Secrets.key();
    private final String two = Secrets.key();

    @Test
    void theOneBareKeyIsCurrent() {
        assertThat(KeyRing.of(one + "\n", "file").all()).hasSize(1);
    }

    @Test
    void theCurrentKeyComesFirstWhereverItStands() {
        KeyRing ring = KeyRing.of("# keys of the hub\nother " + one + "  # until June\n\ncurrent " + two + '\n', "file");
        assertThat(ring.ids()).hasSize(2).first().isEqualTo(MasterKey.of(two, "two").id());
    }

    @Test
    void everyWrongLineIsNamedAndNoKeyIsTold() {
        assertThatThrownBy(() -> KeyRing.of("current " + one + "\nold " + two + "\nother " + two.substring(4), "the file"))
                .isInstanceOfSatisfying(WrongSettingsException.class, wrong -> assertThat(wrong.lines()).hasSize(2)
                        .anyMatch(line -> line.startsWith("the file, line 2 must be 'current KEY' or 'other KEY'"))
                        .anyMatch(line -> line.startsWith("the file, line 3 must be 32 bytes in Base64"))
                        .noneMatch(line -> line.contains(two.substring(4, 12))));
        assertThatThrownBy(() -> KeyRing.of("current " + one + "\ncurrent " + two, "the file"))
                .hasMessageContaining("2 lines 'current KEY'");
        assertThatThrownBy(() -> KeyRing.of(one + "\n" + two, "the file")).hasMessageContaining("line 1");
        assertThatThrownBy(() -> KeyRing.of(" \n", "the file")).hasMessageContaining("0 lines 'current KEY'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeme-changeme-changeme-change", "0123456789abcdef0123456789abcdef"})
    void aSentenceIsNoKey(String sentence) {
        String written = Base64.getEncoder().encodeToString(sentence.substring(0, 32).getBytes());
        assertThatThrownBy(() -> MasterKey.of(written, "The master key")).hasMessageContaining("example or a pattern");
    }

    @Test
    void aPatternIsNoKey() {
        byte[] counting = new byte[32];
        for (byte i = 0; i < counting.length; i++) {
            counting[i] = i;
        }
        assertThatThrownBy(() -> MasterKey.of(Base64.getEncoder().encodeToString(counting), "The master key"))
                .hasMessageContaining("example or a pattern");
        assertThatThrownBy(() -> MasterKey.of("A".repeat(43) + "=", "The master key"))
                .hasMessageContaining("example or a pattern");
    }
}
