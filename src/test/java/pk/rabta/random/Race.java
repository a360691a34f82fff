package pk.rabta.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Two deeds at the same moment, again and again. Whichever came first starts later in the next try, by twice as much for as
 * long as it stays first: the tries gather about the moment that decides, however long the two take on this machine, and
 * both orders come about.
 */
public final class Race {

    /** By how much one of the two starts later, besides what came of the tries before. */
    private static final int OFFSET_MICROS = 2_000;

    private int first;
    private int second;
    private int later;
    private int step;

    /** Does both at once, one of them a little later; gives what came of the second. */
    public <T> T run(Random random, Runnable one, Supplier<T> other) {
        int offset = later + random.nextInt(-OFFSET_MICROS, OFFSET_MICROS);
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<Void> deed = CompletableFuture.runAsync(() -> {
            begin(start, offset);
            one.run();
        });
        begin(start, -offset);
        T result = other.get();
        deed.join();
        return result;
    }

    /** Which of the two came first. */
    public void won(boolean otherFirst) {
        if (otherFirst) {
            first++;
        } else {
            second++;
        }
        boolean same = Integer.signum(step) == (otherFirst ? -1 : 1);
        step = same ? 2 * step : (otherFirst ? -OFFSET_MICROS : OFFSET_MICROS);
        later += step;
    }

    /** Fails where the same one was always first: then nothing was shown. */
    public void assertBothOrders() {
        assertThat(List.of(first, second)).as("both orders came about").doesNotContain(0);
    }

    private static void begin(CyclicBarrier start, int micros) {
        try {
            start.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (micros > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
        }
    }
}
