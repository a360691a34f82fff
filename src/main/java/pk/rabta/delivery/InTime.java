package pk.rabta.delivery;

import java.time.Duration;

/**
 * Between a claim and the partner lies the connection alone: who has claimed connects within a second, or lets the message go
 * and claims it again. Kept by thread, since the thread that claims is the one that connects.
 */
public final class InTime {

    /** Longest time between a claim and the first byte of its payload, after which it is claimed anew. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    private static final ThreadLocal<Long> CLAIMED = new ThreadLocal<>();

    private InTime() {}

    /** This thread claimed a message at that {@link System#nanoTime()}. */
    static void begin(long nanos) {
        CLAIMED.set(nanos);
    }

    /** This thread's attempt has ended. */
    static void end() {
        CLAIMED.remove();
    }

    /** To be called before the first byte of a payload; does nothing where this thread has claimed nothing. */
    public static void check() {
        Long claimed = CLAIMED.get();
        if (claimed != null && System.nanoTime() - claimed > LIMIT.toNanos()) {
            throw new DeliveryFault(DeliveryFault.Kind.RETRY, DeliveryFault.TAKEN_BACK,
                    "More than " + LIMIT.toSeconds() + " s passed since the claim", null);
        }
    }
}
