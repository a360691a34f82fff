package pk.rabta.partner.sealed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.X25519Encrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

/** What is done with a key. The key decides it, never a message. */
final class JoseKeys {

    private JoseKeys() {}

    static JWEAlgorithm wrapping(JWK key) {
        return key instanceof RSAKey ? JWEAlgorithm.RSA_OAEP_256 : JWEAlgorithm.ECDH_ES_A256KW;
    }

    static JWEEncrypter encrypter(JWK key) throws JOSEException {
        return switch (key) {
            case ECKey ec -> new ECDHEncrypter(ec);
            case OctetKeyPair pair -> new X25519Encrypter(pair);
            case RSAKey rsa -> new RSAEncrypter(rsa);
            default -> throw new JOSEException("no key to encrypt to");
        };
    }

    static JWSAlgorithm signing(JWK key) {
        return switch (key) {
            case ECKey ec -> Curve.P_384.equals(ec.getCurve()) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES256;
            case OctetKeyPair pair -> JWSAlgorithm.EdDSA;
            default -> JWSAlgorithm.PS256;
        };
    }

    static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case ECKey ec -> new ECDSAVerifier(ec);
            case OctetKeyPair pair -> new Ed25519Verifier(pair);
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            default -> throw new JOSEException("no key to verify with");
        };
    }
}
