package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import pk.rabta.sandbox.MovableClock;

/** A token is verified once a minute, and each time after its end. */
class VerifiedTokensTest {

    /** The clock goes on by itself meanwhile. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    private final MovableClock clock = new MovableClock();
    private final Instant start = clock.instant();
    private final List<String> verified = new ArrayList<>();
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, clock);

    private Jwt verify(String token) {
        verified.add(token);
        if (token.equals("bad") || token.equals("short") && clock.instant().isAfter(start.plusSeconds(30))) {
            throw new BadJwtException("refused");
        }
        return Jwt.withTokenValue(token).header("alg", "ES256").claim("azp", "vso")
            .expiresAt(start.plusSeconds(token.equals("short") ? 30 : 600)).build();
    }

    @Test
    void a_known_token_is_not_verified_again_for_a_minute() {
        tokens.decode("a");
        clock.advance(VerifiedTokens.TRUSTED.minus(SLACK));
        assertThat(tokens.decode("a").getClaimAsString("azp")).isEqualTo("vso");
        assertThat(verified).containsExactly("a");
        clock.advance(SLACK);
        tokens.decode("a");
        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void a_token_that_ended_is_refused_at_once() {
        tokens.decode("short");
        clock.advance(Duration.ofSeconds(31));
        assertThatThrownBy(() -> tokens.decode("short")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void a_refusal_is_not_remembered() {
        assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
        assertThat(verified).containsExactly("bad", "bad");
    }

    @Test
    void a_clock_that_was_set_back_trusts_nothing() {
        tokens.decode("a");
        clock.advance(Duration.ofMinutes(-5));
        tokens.decode("a");
        assertThat(verified).hasSize(2);
    }
}
