package pk.rabta.random;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Repeats a test with random values, others in each run. A failure names the seed of its try; with that as system
 * property {@value #SEED} (Maven: {@code -Drabta.test.seed=...}) the first try of each test is that one again.
 */
public final class Tries {

    static final String SEED = "rabta.test.seed";

    private Tries() {
    }

    /** Runs the test so many times; what it draws from its random generator follows from the seed alone. */
    public static void run(int tries, Consumer<Random> test) {
        Long given = Long.getLong(SEED);
        long seed = given == null ? new SplittableRandom().nextLong() : given;
        // Drawn, not counted: generators with neighbouring seeds begin alike.
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int done = 0; done < tries; done++) {
            try {
                test.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Try %d of %d failed; to repeat it first: -D%s=%d%n%s"
                    .formatted(done + 1, tries, SEED, seed, e.getMessage()), e);
            }
            seed = seeds.nextLong();
        }
    }
}
