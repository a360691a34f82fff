package pk.rabta.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pk.rabta.random.Tries;

/** What holds for ids of any bits, of people's slips, and of whatever else is typed. */
class PublicIdPropertyTest {

    private static final int TRIES = 2000;
    private static final int START = "REF-".length();
    private static final int CHARACTERS = 27;

    @Test
    void anyBitsMakeAnIdThatReadsBackAsItself() {
        Tries.run(TRIES, random -> {
            Prefix prefix = Prefix.values()[random.nextInt(Prefix.values().length)];
            String id = PublicId.encode(prefix, bits(random));

            assertThat(PublicId.check(prefix, id).orThrow()).isEqualTo(id);
        });
    }

    @Test
    void otherBitsMakeAnotherId() {
        Tries.run(TRIES, random -> {
            byte[] some = bits(random);
            byte[] others = random.nextBoolean() ? bits(random) : some.clone();
            if (Arrays.equals(some, others)) {
                others[random.nextInt(others.length)] ^= (byte) (1 << random.nextInt(8));
            }

            assertThat(PublicId.encode(Prefix.REF, some)).isNotEqualTo(PublicId.encode(Prefix.REF, others));
        });
    }

    @Test
    void anyOneWrongCharacterShows() {
        checkedAfter(random -> id -> {
            int place = START + random.nextInt(CHARACTERS);
            int right = Base32.ALPHABET.indexOf(id.charAt(place));
            int wrong = right < 0 ? random.nextInt(32) : (right + 1 + random.nextInt(31)) % 32;
            id.setCharAt(place, Base32.ALPHABET.charAt(wrong));
        });
    }

    @Test
    void anyTwoSwappedCharactersShow() {
        checkedAfter(random -> id -> {
            int first = START + random.nextInt(CHARACTERS);
            int second = START + random.nextInt(CHARACTERS);
            char left = id.charAt(first);
            id.setCharAt(first, id.charAt(second));
            id.setCharAt(second, left);
        });
    }

    @Test
    void whateverIsTypedIsAnsweredAndNeverRepeated() {
        Tries.run(TRIES, random -> {
            String typed = typed(random);
            if (PublicId.check(Prefix.REF, "REF-" + typed) instanceof CheckedId.Invalid invalid
                && typed.length() > 30) {
                assertThat(invalid.message().en()).doesNotContain(typed);
            }
        });
    }

    private static void checkedAfter(Function<Random, Consumer<StringBuilder>> slip) {
        Tries.run(TRIES, random -> {
            String id = PublicId.encode(Prefix.REF, bits(random));
            StringBuilder mistyped = new StringBuilder(id);
            slip.apply(random).accept(mistyped);

            // Two equal characters swapped are no mistake.
            assertThat(PublicId.check(Prefix.REF, mistyped.toString()) instanceof CheckedId.Invalid)
                .as("%s refused, made of %s", mistyped, id).isEqualTo(!mistyped.toString().equals(id));
        });
    }

    /** Mostly any bits, often the ends of what bits can be. */
    private static byte[] bits(Random random) {
        byte[] bits = new byte[16];
        switch (random.nextInt(8)) {
            case 0 -> Arrays.fill(bits, (byte) (random.nextBoolean() ? 0 : 0xFF));
            case 1 -> bits[random.nextInt(bits.length)] = (byte) random.nextInt();
            default -> random.nextBytes(bits);
        }
        return bits;
    }

    /** Any characters at all, or those of ids with separators, of any length to 255. */
    private static String typed(Random random) {
        String likely = Base32.ALPHABET + Base32.ALPHABET.toLowerCase(Locale.ROOT) + "ILOUilou- *~$=";
        boolean any = random.nextBoolean();
        int length = random.nextBoolean() ? random.nextInt(256) : 24 + random.nextInt(8);
        StringBuilder typed = new StringBuilder();
        for (int i = 0; i < length; i++) {
            typed.append(any ? (char) random.nextInt(0x10000) : likely.charAt(random.nextInt(likely.length())));
        }
        return typed.toString();
    }
}
