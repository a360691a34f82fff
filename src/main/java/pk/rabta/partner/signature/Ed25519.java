package pk.rabta.partner.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 of the JDK, with keys in the forms in which they are handed around. */
final class Ed25519 {

    private static final String NAME = "Ed25519";
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final int RAW = 32;

    private Ed25519() {}

    /** From PKCS#8, in PEM or its bare base64. */
    static PrivateKey privateKey(String text) throws GeneralSecurityException {
        byte[] der = decode(text);
        if (der.length != PRIVATE_PREFIX.length + RAW || !startsWith(der, PRIVATE_PREFIX)) {
            throw new GeneralSecurityException("not an Ed25519 private key in PKCS#8");
        }
        return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /** From SubjectPublicKeyInfo, in PEM or its bare base64. */
    static PublicKey publicKey(String text) throws GeneralSecurityException {
        byte[] der = decode(text);
        if (der.length != PUBLIC_PREFIX.length + RAW || !startsWith(der, PUBLIC_PREFIX)) {
            throw new GeneralSecurityException("not an Ed25519 public key in SubjectPublicKeyInfo");
        }
        return publicKeyOf(Arrays.copyOfRange(der, PUBLIC_PREFIX.length, der.length));
    }

    /** From its 32 bytes, as in a JWK. */
    static PublicKey publicKeyOf(byte[] raw) throws GeneralSecurityException {
        if (raw.length != RAW) {
            throw new GeneralSecurityException("an Ed25519 public key has 32 bytes, this one " + raw.length);
        }
        byte[] der = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + RAW);
        System.arraycopy(raw, 0, der, PUBLIC_PREFIX.length, RAW);
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(der));
    }

    /** The 32 bytes of a public key. */
    static byte[] raw(PublicKey key) {
        byte[] der = key.getEncoded();
        return Arrays.copyOfRange(der, der.length - RAW, der.length);
    }

    /** The 32 bytes from which a private key and its public key are made. */
    static byte[] seed(PrivateKey key) {
        byte[] der = key.getEncoded();
        return Arrays.copyOfRange(der, der.length - RAW, der.length);
    }

    static byte[] sign(PrivateKey key, byte[] content) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with Ed25519", e);
        }
    }

    /** Whether the signature is of this content by that key; a signature of the wrong length is not. */
    static boolean verifies(PublicKey key, byte[] content, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(content);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] decode(String text) throws GeneralSecurityException {
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not base64", e);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
