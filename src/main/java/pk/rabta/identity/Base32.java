package pk.rabta.identity;

import java.math.BigInteger;

/** Crockford's base 32. */
final class Base32 {

    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    /** Characters that hold 128 bits; the first holds only three of them. */
    static final int LENGTH = 26;

    private static final int BITS = 5;
    private static final int MASK = 31;

    private Base32() {
    }

    static String encode(byte[] bits) {
        BigInteger number = new BigInteger(1, bits);
        StringBuilder text = new StringBuilder(LENGTH);
        for (int position = LENGTH - 1; position >= 0; position--) {
            text.append(ALPHABET.charAt(number.shiftRight(position * BITS).intValue() & MASK));
        }
        return text.toString();
    }

    /** The 128 bits of the first {@link #LENGTH} characters, each of the alphabet. */
    static byte[] decode(String text) {
        BigInteger number = BigInteger.ZERO;
        for (int position = 0; position < LENGTH; position++) {
            number = number.shiftLeft(BITS).or(BigInteger.valueOf(value(text.charAt(position))));
        }
        byte[] bytes = number.toByteArray();
        byte[] bits = new byte[LENGTH * BITS / Byte.SIZE];
        int length = Math.min(bytes.length, bits.length);
        System.arraycopy(bytes, bytes.length - length, bits, bits.length - length, length);
        return bits;
    }

    /** The character's value, with the letters that people confuse; -1 if it has none. */
    static int value(char character) {
        char upper = character >= 'a' && character <= 'z' ? (char) (character - 'a' + 'A') : character;
        return switch (upper) {
            case 'I', 'L' -> 1;
            case 'O' -> 0;
            default -> ALPHABET.indexOf(upper);
        };
    }
}
