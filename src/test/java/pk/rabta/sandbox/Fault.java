package pk.rabta.sandbox;

import java.time.Duration;

/** What happens to one request. */
sealed interface Fault {
    /** Nothing: the simulator answers. */
    record None() implements Fault {}

    /** This HTTP status without processing; a {@code retryAfter} of zero means no such header. */
    record Status(int status, Duration retryAfter) implements Fault {}

    /** Processed, then the answer's head and half of its body. */
    record Half() implements Fault {}

    /** Processed, then half of the answer, as if that were all of it. */
    record Shortened() implements Fault {}

    /** Processed, then the connection is cut without an answer. */
    record Cut() implements Fault {}

    /** Processed, then a page of HTML with this status in place of the answer. */
    record Page(int status) implements Fault {}

    /** Read, not processed, never answered until {@link Faults#clear()}. */
    record Silence() implements Fault {}
}
