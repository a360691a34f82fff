package pk.rabta.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Isolated
class TriesTest {

    private @Nullable String before;

    @BeforeEach
    void withoutSeed() {
        before = System.clearProperty(Tries.SEED);
    }

    @AfterEach
    void seedAsItWas() {
        if (before == null) {
            System.clearProperty(Tries.SEED);
        } else {
            System.setProperty(Tries.SEED, before);
        }
    }

    @Test
    void eachTryDrawsOtherValues() {
        List<Long> drawn = new ArrayList<>();

        Tries.run(500, random -> drawn.add(random.nextLong()));

        assertThat(drawn).hasSize(500);
        assertThat(new HashSet<>(drawn)).hasSize(500);
    }

    @Test
    void theSeedOfAFailureBringsItBackAtTheFirstTry() {
        List<Integer> drawn = new ArrayList<>();
        Throwable failure = failing(drawn);
        int failed = drawn.getLast();
        Matcher seed = Pattern.compile("-D" + Tries.SEED + "=(-?\\d+)").matcher(failure.getMessage());
        assertThat(seed.find()).isTrue();
        System.setProperty(Tries.SEED, seed.group(1));
        drawn.clear();

        assertThat(failing(drawn)).hasMessageContaining("Try 1 of 10000").hasMessageContaining("a multiple of 50");

        assertThat(drawn).containsExactly(failed);
    }

    private static Throwable failing(List<Integer> drawn) {
        List<Throwable> thrown = new ArrayList<>();
        assertThatThrownBy(() -> Tries.run(10_000, random -> {
            drawn.add(random.nextInt(1000));
            assertThat(drawn.getLast() % 50).as("a multiple of 50").isNotZero();
        })).isInstanceOf(AssertionError.class).satisfies(thrown::add);
        return thrown.getFirst();
    }
}
