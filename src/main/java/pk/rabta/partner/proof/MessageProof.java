package pk.rabta.partner.proof;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.server.Callback;

/** A signature over a message with its id and its time. */
interface MessageProof {

    /** How old, or how far ahead of our clock, a message may be: nobody can send it again later. */
    Duration WINDOW = Duration.ofMinutes(5);
    /** What a message's id looks like. */
    String ID = "[!-~]{1,120}";

    /** The id that was signed; null where the signature does not hold. */
    @Nullable String prove(Callback call);

    default boolean fresh(Instant signed, Clock clock) {
        return Duration.between(signed, clock.instant()).abs().compareTo(WINDOW) <= 0;
    }
}
