package pk.rabta.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pk.rabta.identity.CheckedId.Invalid;

class PublicIdTest {

    private static final String ZERO = "REF-00000000000000000000000000" + "0";

    @Test
    void knownBitsGiveAKnownId() {
        byte[] one = new byte[16];
        one[15] = 1;
        byte[] all = new byte[16];
        Arrays.fill(all, (byte) 0xFF);

        assertThat(PublicId.encode(Prefix.REF, new byte[16])).isEqualTo(ZERO);
        assertThat(PublicId.encode(Prefix.REF, one)).isEqualTo("REF-000000000000000000000000012");
        assertThat(PublicId.encode(Prefix.PT, all)).startsWith("PT-7ZZZZZZZZZZZZZZZZZZZZZZZZZ").hasSize(30);
    }

    @ParameterizedTest
    @EnumSource(Prefix.class)
    void nextMakesAnIdThatItsOwnCheckTakes(Prefix prefix) {
        String id = PublicId.next(prefix);

        assertThat(id).matches(prefix + "-[0-7][0-9A-HJKMNP-TV-Z]{26}");
        assertThat(PublicId.check(prefix, id)).isEqualTo(new CheckedId.Valid(id));
    }

    @Test
    void idsDoNotRepeat() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(PublicId.next(Prefix.EVT));
        }
        assertThat(ids).hasSize(10_000);
    }

    @Test
    void whatPeopleTypeBecomesTheCanonicalText() {
        String typed = "  ref-ooooo ooooo-OOOOO-00000-0oooO-l2 ";

        assertThat(PublicId.check(Prefix.REF, typed).orThrow()).isEqualTo("REF-000000000000000000000000012");
        String id = PublicId.next(Prefix.DOC);
        assertThat(PublicId.check(Prefix.DOC, id.toLowerCase(Locale.ROOT)).orThrow()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "CAS-000000000000000000000000012, id-prefix, REF-",
        "'', id-prefix, REF-",
        "REF-, id-length, 27",
        "REF-00000000000000000000000012, id-length, 27",
        "REF-0000000000000000000000000012, id-length, 27",
        "REF-00000000000000000000000U012, id-character, Character 28",
        "REF-0000000000000000000000000١2, id-character, Character 30",
        "REF-000000000000000000000000013, id-mistyped, copy",
        "REF-Z00000000000000000000000000, id-mistyped, copy"
    })
    void aRefusalSaysWhatIsWrong(String typed, String code, String words) {
        CheckedId found = PublicId.check(Prefix.REF, typed);

        assertThat(found).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.code()).isEqualTo(code);
            assertThat(invalid.message().en()).contains(words);
            assertThat(invalid.message().ur()).isNotBlank();
        });
        assertThatThrownBy(found::orThrow).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(words);
    }

    @Test
    void anIdOfMoreThan128BitsIsRefusedEvenWithTheRightCheckCharacter() {
        String body = "80000000000000000000000000";

        assertThat(PublicId.check(Prefix.REF, "REF-" + body + CheckCharacter.of(body))).isInstanceOf(Invalid.class);
    }
}
