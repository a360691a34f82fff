package pk.rabta.api.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.ConcurrentLruCache;

/**
 * Remembers tokens whose signature and claims held, for a minute at most and never past their end: checking the
 * signature costs a quarter of an accepted referral (ADR 0045). A refused token is not remembered.
 */
final class VerifiedTokens implements JwtDecoder {

    /** How long a token is taken after the issuer has withdrawn the key that signed it. */
    static final Duration TRUSTED = Duration.ofMinutes(1);
    private static final int CAPACITY = 10_000;

    private final ConcurrentLruCache<String, Verified> verified;
    private final Clock clock;

    VerifiedTokens(JwtDecoder decoder, Clock clock) {
        this.clock = clock;
        this.verified = new ConcurrentLruCache<>(CAPACITY,
            token -> new Verified(decoder.decode(token), clock.instant()));
    }

    @Override
    public Jwt decode(String token) {
        Verified known = verified.get(token);
        if (!known.holds(clock.instant())) {
            verified.remove(token);
            known = verified.get(token);
        }
        return known.jwt();
    }

    private record Verified(Jwt jwt, Instant at) {

        boolean holds(Instant now) {
            Instant end = jwt.getExpiresAt();
            return !now.isBefore(at) && now.isBefore(at.plus(TRUSTED)) && (end == null || now.isBefore(end));
        }
    }
}
