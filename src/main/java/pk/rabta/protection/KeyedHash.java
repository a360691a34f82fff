package pk.rabta.protection;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one of the hub's own keys. */
final class KeyedHash {

    private final PrfHmacJce prf;

    KeyedHash(byte[] key) {
        try {
            this.prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot use HMAC-SHA256", e);
        }
    }

    /** The first bytes of the hash, at most 32. */
    byte[] of(byte[] content, int length) {
        try {
            return prf.compute(content, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Keyed hash failed", e);
        }
    }
}
