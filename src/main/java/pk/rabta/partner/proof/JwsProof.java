package pk.rabta.partner.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.server.Callback;

/**
 * A detached JWS (RFC 7515, appendix F) in the header {@code x-jws-signature}: its protected header names the key
 * ({@code kid}), the message ({@code jti}) and the time ({@code iat}); its payload is the body.
 */
final class JwsProof implements MessageProof {

    private static final Set<JWSAlgorithm> EC = Set.of(JWSAlgorithm.ES256);
    private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.PS256, JWSAlgorithm.RS256);

    private final JWKSet keys;
    private final Clock clock;

    /** Throws IllegalArgumentException where there is no key in it that can verify. */
    JwsProof(String jwks, Clock clock) {
        try {
            this.keys = JWKSet.parse(jwks);
        } catch (ParseException e) {
            throw new IllegalArgumentException("it is no JSON Web Key Set");
        }
        if (keys.getKeys().stream().noneMatch(key -> key.getKeyID() != null
                && (key instanceof ECKey || key instanceof RSAKey))) {
            throw new IllegalArgumentException("it has no EC or RSA key with a kid");
        }
        this.clock = clock;
    }

    @Override
    public @Nullable String prove(Callback call) {
        String text = call.header("x-jws-signature");
        if (text == null || !text.matches("[\\w-]+\\.\\.[\\w-]+")) {
            return null;
        }
        try {
            JWSObject signed = JWSObject.parse(text, new Payload(call.body()));
            JWSHeader header = signed.getHeader();
            JWK key = header.getKeyID() == null ? null : keys.getKeyByKeyId(header.getKeyID());
            JWSVerifier verifier = verifier(key, header.getAlgorithm());
            return verifier != null && header.getCustomParam("jti") instanceof String id && id.matches(ID)
                    && header.getCustomParam("iat") instanceof Number at && fresh(Instant.ofEpochSecond(at.longValue()),
                    clock) && signed.verify(verifier) ? id : null;
        } catch (ParseException | JOSEException | RuntimeException unreadable) {
            return null;
        }
    }

    /** The key decides what may be used with it, not the message. */
    private static @Nullable JWSVerifier verifier(@Nullable JWK key, JWSAlgorithm algorithm) throws JOSEException {
        if (key instanceof ECKey ec && EC.contains(algorithm)) {
            return new ECDSAVerifier(ec);
        }
        return key instanceof RSAKey rsa && RSA.contains(algorithm) ? new RSASSAVerifier(rsa) : null;
    }
}
