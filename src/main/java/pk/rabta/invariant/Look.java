package pk.rabta.invariant;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The last look at one invariant.
 *
 * @param at    when
 * @param found what did not hold
 */
record Look(Instant at, List<Found> found) {

    /** No look yet. */
    static final Look NONE = new Look(Instant.EPOCH, List.of());

    /**
     * A violation.
     *
     * @param since when the first of an unbroken row of looks found it
     */
    record Found(Violation violation, Instant since) {}

    /** When the one was looked at that was not for the longest time; until all were, otherwise. */
    static Instant oldest(Map<String, Look> looks, List<Invariant> all, Instant otherwise) {
        return all.stream().map(invariant -> looks.getOrDefault(invariant.name(), NONE).at()).min(Instant::compareTo)
                .filter(NONE.at()::isBefore).orElse(otherwise);
    }

    /** Objects of all that it found. */
    List<String> objects() {
        return found.stream().map(it -> it.violation().object()).toList();
    }
}
