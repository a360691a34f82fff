package pk.rabta.reconciliation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when the oldest of the open referrals stands as it does: when it was accepted, and nothing where there is none.
 *
 * @param unanswered of those that were sent
 * @param parked     of those whose request waits for a person
 * @param waiting    of those that were not sent yet
 */
record Open(@Nullable Instant unanswered, @Nullable Instant parked, @Nullable Instant waiting) {

    static final Open NONE = new Open(null, null, null);

    Open and(Open other) {
        return new Open(older(unanswered, other.unanswered), older(parked, other.parked), older(waiting, other.waiting));
    }

    /** Those that there are, by the name of the total. */
    Map<String, Instant> there() {
        Map<String, Instant> there = new LinkedHashMap<>();
        put(there, "unanswered", unanswered);
        put(there, "parked", parked);
        put(there, "waiting", waiting);
        return there;
    }

    private static void put(Map<String, Instant> there, String name, @Nullable Instant since) {
        if (since != null) {
            there.put(name, since);
        }
    }

    private static @Nullable Instant older(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }
}
