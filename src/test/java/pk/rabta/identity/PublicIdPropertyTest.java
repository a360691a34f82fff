package pk.rabta.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PublicIdPropertyTest {

    private static final int START = "REF-".length();

    @Property
    void anyBitsMakeAnIdThatReadsBackAsItself(@ForAll Prefix prefix, @ForAll @Size(16) byte[] bits) {
        String id = PublicId.encode(prefix, bits);

        assertThat(PublicId.check(prefix, id).orThrow()).isEqualTo(id);
    }

    @Property
    void otherBitsMakeAnotherId(@ForAll @Size(16) byte[] some, @ForAll @Size(16) byte[] others) {
        Assume.that(!Arrays.equals(some, others));

        assertThat(PublicId.encode(Prefix.REF, some)).isNotEqualTo(PublicId.encode(Prefix.REF, others));
    }

    @Property
    void anyOneWrongCharacterShows(@ForAll @Size(16) byte[] bits, @ForAll @IntRange(max = 26) int place,
                                   @ForAll @IntRange(max = 31) int other) {
        StringBuilder id = new StringBuilder(PublicId.encode(Prefix.REF, bits));
        char wrong = Base32.ALPHABET.charAt(other);
        Assume.that(id.charAt(START + place) != wrong);
        id.setCharAt(START + place, wrong);

        assertThat(PublicId.check(Prefix.REF, id.toString())).isInstanceOf(CheckedId.Invalid.class);
    }

    @Property
    void anyTwoSwappedCharactersShow(@ForAll @Size(16) byte[] bits, @ForAll @IntRange(max = 26) int first,
                                     @ForAll @IntRange(max = 26) int second) {
        StringBuilder id = new StringBuilder(PublicId.encode(Prefix.REF, bits));
        char left = id.charAt(START + first);
        char right = id.charAt(START + second);
        Assume.that(left != right);
        id.setCharAt(START + first, right);
        id.setCharAt(START + second, left);

        assertThat(PublicId.check(Prefix.REF, id.toString())).isInstanceOf(CheckedId.Invalid.class);
    }

    @Property
    void whateverIsTypedIsAnsweredAndNeverRepeated(@ForAll String typed) {
        if (PublicId.check(Prefix.REF, "REF-" + typed) instanceof CheckedId.Invalid invalid && typed.length() > 30) {
            assertThat(invalid.message().en()).doesNotContain(typed);
        }
    }
}
