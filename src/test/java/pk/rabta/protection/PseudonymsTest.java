package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

/** Each partner has a token of its own for a person, and the hub alone finds back. */
class PseudonymsTest {

    private final Pseudonyms pseudonyms = ProtectionKeys.of(1).pseudonyms();

    @RepeatedTest(50)
    void the_hub_finds_back_and_nobody_else() {
        String token = PublicId.next(Prefix.PT);
        String one = pseudonyms.of("unit-one", token);
        String two = pseudonyms.of("unit-two", token);
        assertThat(one).isNotEqualTo(token).isNotEqualTo(two).isEqualTo(pseudonyms.of("unit-one", token));
        assertThat(PublicId.check(Prefix.PT, one).orThrow()).isEqualTo(one);
        assertThat(pseudonyms.personal("unit-one", one)).contains(token);
        assertThat(pseudonyms.personal("unit-two", one)).get().isNotEqualTo(token);
        assertThat(ProtectionKeys.of(2).pseudonyms().personal("unit-one", one)).get().isNotEqualTo(token);
    }

    @Test
    void what_is_no_token_stands_for_nobody() {
        assertThat(pseudonyms.personal("unit-one", "PT-9HK3-T")).isEmpty();
        assertThat(pseudonyms.personal("unit-one", PublicId.next(Prefix.REF))).isEmpty();
    }

    @Test
    void the_bits_of_an_id_make_the_id_again() {
        for (byte[] bits : new byte[][] {new byte[16], {-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}) {
            assertThat(PublicId.bits(Prefix.PT, PublicId.of(Prefix.PT, bits))).isEqualTo(bits);
        }
    }
}
