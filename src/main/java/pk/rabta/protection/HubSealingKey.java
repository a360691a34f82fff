package pk.rabta.protection;

import com.google.crypto.tink.subtle.X25519;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.crypto.X25519Decrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.InvalidKeyException;
import org.springframework.stereotype.Component;

/** The hub's own X25519 key, to which partners seal what only the hub may read. It is the same on every node. */
@Component
public class HubSealingKey {

    private final OctetKeyPair pair;

    HubSealingKey(HubKeys keys) {
        byte[] secret = keys.get("sealing");
        try {
            this.pair = new OctetKeyPair.Builder(Curve.X25519, Base64URL.encode(X25519.publicFromPrivate(secret)))
                    .d(Base64URL.encode(secret)).build();
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Every 32 bytes are a key of X25519", e);
        }
    }

    /** What opens a JWE that was sealed to this key. */
    public JWEDecrypter decrypter() {
        try {
            return new X25519Decrypter(pair);
        } catch (JOSEException e) {
            throw new IllegalStateException("This JVM cannot use X25519", e);
        }
    }

    /** The public key, 32 bytes. */
    public byte[] publicKey() {
        return pair.getDecodedX();
    }
}
