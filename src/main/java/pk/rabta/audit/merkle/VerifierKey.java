package pk.rabta.audit.merkle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key of a log, of the signed-note form of C2SP: {@code <name>+<id>+<key>}.
 *
 * @param name      of the key; the log's origin
 * @param publicKey Ed25519, 32 bytes
 */
public record VerifierKey(String name, byte[] publicKey) {

    private static final int KEY = 32;
    private static final int ID = 4;
    private static final byte ED25519 = 1;
    /** Before the key's own bytes in an X.509 SubjectPublicKeyInfo of Ed25519. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Reads the one-line form. @throws IllegalArgumentException if it is another */
    public static VerifierKey read(String text) {
        String[] parts = text.strip().split("\\+", 3);
        byte[] key = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
        if (key.length == KEY + 1 && key[0] == ED25519) {
            VerifierKey read = new VerifierKey(parts[0], Arrays.copyOfRange(key, 1, KEY + 1));
            if (HexFormat.of().formatHex(read.id()).equals(parts[1])) {
                return read;
            }
        }
        throw new IllegalArgumentException("Not a key of the form name+id+key");
    }

    /** The one-line form. */
    public String text() {
        return name + '+' + HexFormat.of().formatHex(id()) + '+' + Base64.getEncoder().encodeToString(typed());
    }

    /** Which key made a signature: the first bytes of a hash over name and key. */
    byte[] id() {
        MessageDigest digest = TreeHash.sha256();
        digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(typed()), ID);
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            byte[] encoded = Arrays.copyOf(X509, X509.length + KEY);
            System.arraycopy(publicKey, 0, encoded, X509.length, KEY);
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private byte[] typed() {
        byte[] typed = new byte[KEY + 1];
        typed[0] = ED25519;
        System.arraycopy(publicKey, 0, typed, 1, KEY);
        return typed;
    }
}
