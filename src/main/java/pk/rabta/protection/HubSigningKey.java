package pk.rabta.protection;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/** The hub's own Ed25519 key, with which it signs what it tells others. The same master key yields the same key. */
@Component
public class HubSigningKey {

    private final Ed25519Sign signer;
    private final byte[] publicKey;

    HubSigningKey(MasterKey master) {
        try {
            Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(master.derive("rabta/signing/1"));
            this.signer = new Ed25519Sign(pair.getPrivateKey());
            this.publicKey = pair.getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot use Ed25519", e);
        }
    }

    /** The signature, 64 bytes. */
    public byte[] sign(byte[] content) {
        try {
            return signer.sign(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed", e);
        }
    }

    /** The public key, 32 bytes. */
    public byte[] publicKey() {
        return publicKey.clone();
    }
}
