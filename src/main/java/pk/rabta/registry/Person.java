package pk.rabta.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person as the hub knows them.
 *
 * @param snapshot  the canonical victim document, null where the registry was never reached
 * @param sealedKey the person's data key; null once shredded
 * @param readAt    when the registry was last read
 */
public record Person(String victimId, String token, byte @Nullable [] sealedKey, @Nullable ObjectNode snapshot,
                     @Nullable String province, @Nullable String district, Set<String> flags, boolean deceased,
                     @Nullable String mergedInto, @Nullable Instant readAt) {

    /** The flag of those who exist for nobody without clearance. */
    public static final String HIDDEN = "WITNESS_PROTECTED";
    /** Older than that, the registry is asked again. */
    public static final Duration FRESH = Duration.ofMinutes(15);
    /** Older than that, it serves no more, even while the registry is away. */
    public static final Duration USABLE = Duration.ofHours(24);

    /** Of a hidden person never: to ask about them takes as long as to ask about nobody. */
    public boolean fresh(Instant now) {
        return !hidden() && readAt != null && readAt.plus(FRESH).isAfter(now);
    }

    public boolean usable(Instant now) {
        return snapshot != null && readAt != null && readAt.plus(USABLE).isAfter(now);
    }

    /** No automatic route; to anyone without clearance this person does not exist. */
    public boolean hidden() {
        return flags.contains(HIDDEN);
    }

    /** As one of whom nothing is known but the id: that is all a caller without clearance works with. */
    public Person veiled() {
        return hidden() ? new Person(victimId, token, sealedKey, null, null, null, Set.of(), false, null, null) : this;
    }

    /** Why nothing is asked for under this id any more, as a reason code; null where that may be (ADR 60). */
    public @Nullable String gone() {
        return deceased ? "person.deceased" : mergedInto == null ? null : "person.merged";
    }

    /** Their key was destroyed: nothing of them can be read, and nothing is recorded about them any more. */
    public boolean erased() {
        return sealedKey == null;
    }

    /** The data key; fails where it was shredded. */
    public byte[] key() {
        if (sealedKey == null) {
            throw new IllegalStateException("The person's key was shredded: their data cannot be read any more");
        }
        return sealedKey;
    }
}
