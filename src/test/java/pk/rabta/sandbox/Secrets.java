package pk.rabta.sandbox;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets made at each start; the sandbox has none that are written down. */
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A password of 192 random bits that needs no escaping in URLs, shells and properties. */
    public static String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24));
    }

    /** A 256 bit key in standard Base64. */
    public static String key() {
        return Base64.getEncoder().encodeToString(bytes(32));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
