package pk.rabta.partner.sealed;

import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.protection.HubSealingKey;
import pk.rabta.protection.HubSigningKey;

/**
 * The hub's two keys as JOSE knows them, each named by its thumbprint (RFC 7638). The signing key signs webhooks too: their
 * text has two dots before its body, the text of a JWS has one, so that neither passes for the other.
 */
@Component
class HubSeal {

    private final HubSigningKey signing;
    private final HubSealingKey sealing;
    private final OctetKeyPair publicSigning;
    private final OctetKeyPair publicSealing;

    HubSeal(HubSigningKey signing, HubSealingKey sealing) {
        this.signing = signing;
        this.sealing = sealing;
        this.publicSigning = key(Curve.Ed25519, signing.publicKey(), KeyUse.SIGNATURE);
        this.publicSealing = key(Curve.X25519, sealing.publicKey(), KeyUse.ENCRYPTION);
    }

    OctetKeyPair publicSigning() {
        return publicSigning;
    }

    OctetKeyPair publicSealing() {
        return publicSealing;
    }

    JWEDecrypter decrypter() {
        return sealing.decrypter();
    }

    JWSSigner signer() {
        return new Signer(signing, new JCAContext());
    }

    private record Signer(HubSigningKey key, JCAContext context) implements JWSSigner {

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) {
            return Base64URL.encode(key.sign(input));
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return context;
        }
    }

    private static OctetKeyPair key(Curve curve, byte[] bytes, KeyUse use) {
        try {
            return new OctetKeyPair.Builder(curve, Base64URL.encode(bytes)).keyUse(use).keyIDFromThumbprint().build();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
