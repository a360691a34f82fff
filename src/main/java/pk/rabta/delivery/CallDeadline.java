package pk.rabta.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a call from outside when its time is over: whoever waits for the next byte looks at no clock, and timeouts between
 * bytes let a byte a second hold a call for days.
 */
public final class CallDeadline {

    private final CompletableFuture<Boolean> passed = new CompletableFuture<>();

    /** @param end what makes the waiting one fail; run once, on another thread, unless {@link #met} comes first */
    public CallDeadline(Duration after, Runnable end) {
        passed.thenAcceptAsync(late -> {
            if (late) {
                end.run();
            }
        });
        passed.completeOnTimeout(true, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the time was over before the call was. */
    public boolean passed() {
        return passed.getNow(false);
    }

    /** The call is over: nothing is ended any more. */
    public void met() {
        passed.complete(false);
    }
}
