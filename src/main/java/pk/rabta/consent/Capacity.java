package pk.rabta.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pk.rabta.registry.Person;

/** Holds the capacity that was written down against what the registry knows for certain (ADR 15). */
final class Capacity {

    private Capacity() {}

    /**
     * Whether the wrong one spoke: a child as an adult, or an heir for somebody who is alive. Not that a guardian's word
     * ended when the child came of age, nor a person's own by their death.
     *
     * @param spoken when the basis was given
     */
    static boolean contradicted(String capacity, @Nullable Person person, Instant spoken) {
        return switch (capacity) {
            case "ADULT" -> Majority.minor(person, spoken);
            case "DECEASED" -> person != null && person.snapshot() != null && !person.deceased();
            default -> false;
        };
    }
}
