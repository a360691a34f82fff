package pk.rabta.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 6962, section 2.1: SHA-256, leaves and nodes kept apart by their first byte. */
public final class TreeHash {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private TreeHash() {}

    /** Of a tree without leaves. */
    public static byte[] empty() {
        return sha256().digest();
    }

    /** Of a leaf's bytes. */
    public static byte[] leaf(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(bytes);
    }

    /** Of two trees side by side. */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
