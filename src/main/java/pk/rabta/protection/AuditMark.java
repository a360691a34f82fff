package pk.rabta.protection;

import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** The hub's mark on a leaf of its audit: a keyed hash over the leaf's, which nobody makes with the database alone. */
@Component
public class AuditMark {

    private static final int BYTES = 32;

    private final KeyedHash hash;

    AuditMark(HubKeys keys) {
        this.hash = new KeyedHash(keys.get("audit-mark"));
    }

    /** The mark, 32 bytes. */
    public byte[] of(byte[] leafHash) {
        return hash.of(leafHash, BYTES);
    }

    /** Whether this is the hub's mark on that hash. */
    public boolean fits(byte[] leafHash, byte[] mark) {
        return MessageDigest.isEqual(of(leafHash), mark);
    }
}
