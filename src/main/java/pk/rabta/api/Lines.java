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

    /** Whether no more is to be begun: the caller went away, the time is up, the hub stops, or it was ended. By any thread. */
    boolean over();

    /** No more is to be begun; what was done already is still sent. */
    void end();
}
