package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pk.rabta.api.server.LimitSettings.Allowance;

class BucketsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Buckets buckets = new Buckets(name -> name.equals("busy") ? new Allowance(10, 20)
        : new Allowance(2, 3), new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });

    @Test
    void a_burst_is_taken_then_as_many_as_the_rate_gives() {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a")).isZero();
        }
        assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(500));
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(buckets.take("a")).isZero();
    }

    @Test
    void one_does_not_use_up_what_is_anothers() {
        while (buckets.take("a").isZero()) {
            assertThat(nanos.get()).isZero();
        }
        assertThat(buckets.take("b")).isZero();
        for (int i = 0; i < 20; i++) {
            assertThat(buckets.take("busy")).isZero();
        }
        assertThat(buckets.take("busy")).isPositive();
    }

    @Test
    void what_is_given_back_is_there_again_and_no_more_than_that() {
        for (int i = 0; i < 10; i++) {
            assertThat(buckets.take("a")).isZero();
            buckets.give("a");
        }
        buckets.give("a");
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a")).isZero();
        }
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void a_million_names_do_not_fill_the_memory() {
        for (int i = 0; i < 1_000_000; i++) {
            buckets.take("stranger-" + i);
        }
        assertThat(buckets.size()).isLessThanOrEqualTo(Buckets.CAPACITY);
    }
}
