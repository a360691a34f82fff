package pk.rabta.api;

import org.jspecify.annotations.Nullable;

/** A body that came as lines, received whole and sealed. It is read once, by one thread, while it is answered. */
public interface Lines {

    /**
     * One line that is not blank.
     *
     * @param number its place in the body, from 1; blank lines count
     * @param bytes  null where it is longer than the body of a single call may be
     */
    record Line(int number, byte @Nullable [] bytes) {}

    /** The next line; null behind the last one. */
    @Nullable Line next();

    /** Whether nobody waits for more: the caller went away, or the hub stops. Asked by any thread. */
    boolean over();

    /** Ends the answer where it is: what was not answered yet never will be. */
    void end();
}
