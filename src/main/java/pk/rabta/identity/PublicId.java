package pk.rabta.identity;

import java.security.SecureRandom;

/**
 * Makes and checks public ids: a prefix, a hyphen, 128 random bits as 26 characters, and a check character.
 * The alphabet is Crockford's base 32, which leaves out I, L, O and U.
 */
public final class PublicId {

    private static final int RANDOM_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PublicId() {
    }

    /** A new id, such as {@code REF-} and 27 characters. */
    public static String next(Prefix prefix) {
        byte[] bits = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bits);
        return encode(prefix, bits);
    }

    /**
     * Reads an id as people type it: in either case, with I or L for 1, O for 0, and hyphens or spaces between groups.
     * The answer is the one canonical text, or says what is wrong; it never repeats what was sent.
     */
    public static CheckedId check(Prefix prefix, String text) {
        return IdReader.read(prefix, text);
    }

    /** The 128 bits of an id that the hub wrote itself. */
    public static byte[] bits(Prefix prefix, String id) {
        return Base32.decode(check(prefix, id).orThrow().substring(prefix.name().length() + 1));
    }

    /** The id that holds these 128 bits. */
    public static String of(Prefix prefix, byte[] bits) {
        if (bits.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("An id has 128 bits, not " + bits.length * Byte.SIZE);
        }
        return encode(prefix, bits);
    }

    static String encode(Prefix prefix, byte[] bits) {
        String body = Base32.encode(bits);
        return prefix + "-" + body + CheckCharacter.of(body);
    }
}
