package pk.rabta.protection;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** The hub's mark on a leaf of its audit: a keyed hash over the leaf's, which nobody makes with the database alone. */
@Component
public class AuditMark {

    private static final int BYTES = 32;

    private final PrfHmacJce prf;

    AuditMark(HubKeys keys) {
        try {
            this.prf = new PrfHmacJce("HMACSHA256", new SecretKeySpec(keys.get("audit-mark"), "HMAC"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot use HMAC-SHA256", e);
        }
    }

    /** The mark, 32 bytes. */
    public byte[] of(byte[] leafHash) {
        try {
            return prf.compute(leafHash, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Keyed hash failed", e);
        }
    }

    /** Whether this is the hub's mark on that hash. */
    public boolean fits(byte[] leafHash, byte[] mark) {
        return MessageDigest.isEqual(of(leafHash), mark);
    }
}
