package pk.rabta.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Clients that prove themselves by a signed assertion instead of a secret (RFC 7523, {@code private_key_jwt}). */
final class ClientAssertions {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<String, JWK> keys = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    ClientAssertions(Clock clock) {
        this.clock = clock;
    }

    void register(String client, JWK key) {
        keys.put(client, key);
    }

    /** Who signed it: for this issuer, for a short time, and not used before. */
    Optional<String> client(String assertion, Set<String> issuer) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String client = String.valueOf(claims.getSubject());
            Instant end = claims.getExpirationTime() == null ? Instant.MIN : claims.getExpirationTime().toInstant();
            Instant now = clock.instant();
            boolean holds = keys.containsKey(client) && JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    && jwt.verify(new ECDSAVerifier(keys.get(client).toECKey())) && client.equals(claims.getIssuer())
                    && !Collections.disjoint(claims.getAudience(), issuer)
                    && now.isBefore(end) && end.isBefore(now.plus(LONGEST))
                    && claims.getJWTID() != null && used.add(client + ' ' + claims.getJWTID());
            return holds ? Optional.of(client) : Optional.empty();
        } catch (ParseException | JOSEException malformed) {
            return Optional.empty();
        }
    }
}
