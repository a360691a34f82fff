package pk.rabta.partner;

import java.time.Duration;
import java.time.Instant;

/**
 * Something of a partner, or of the hub itself, that ends.
 *
 * @param partner whose; {@code hub} for what is no partner's
 * @param kind    {@code certificate}, {@code unit-key}, or of a profile {@code stated} under {@code expires} or {@code review}
 * @param name    which one, for people
 * @param at      when it ends
 */
public record Expiry(String partner, String kind, String name, Instant at) {

    /** So long before its end it is warned of. */
    public static final Duration EARLY = Duration.ofDays(30);

    public boolean soon(Instant now) {
        return at.isBefore(now.plus(EARLY));
    }

    /** Whole days left; negative once it is over. */
    public long days(Instant now) {
        return Math.floorDiv(Duration.between(now, at).toHours(), 24);
    }
}
