package pk.rabta.identity;

/**
 * A check character from the same alphabet: the sum over the characters of value times 2^place, in the field of 32
 * elements. The powers of 2 there are all different up to 2^30, so every wrong character shows, and every swap of two
 * characters, neighbours or not.
 */
final class CheckCharacter {

    /** x^5 + x^2 + 1, under which 2 generates the whole field. */
    private static final int POLYNOMIAL = 0b100101;
    private static final int SIZE = 32;

    private CheckCharacter() {
    }

    static char of(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum = twice(sum ^ Base32.value(body.charAt(i)));
        }
        return Base32.ALPHABET.charAt(sum);
    }

    private static int twice(int value) {
        int shifted = value << 1;
        return shifted < SIZE ? shifted : shifted ^ POLYNOMIAL;
    }
}
