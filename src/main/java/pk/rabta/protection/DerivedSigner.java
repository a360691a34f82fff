package pk.rabta.protection;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;

/** An Ed25519 key for one purpose. The same seed yields the same key. */
final class DerivedSigner {

    private final Ed25519Sign signer;
    private final byte[] publicKey;

    DerivedSigner(byte[] seed) {
        try {
            Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
            this.signer = new Ed25519Sign(pair.getPrivateKey());
            this.publicKey = pair.getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot use Ed25519", e);
        }
    }

    byte[] sign(byte[] content) {
        try {
            return signer.sign(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed", e);
        }
    }

    byte[] publicKey() {
        return publicKey.clone();
    }
}
