package pk.rabta.api.server;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.util.ConcurrentLruCache;
import pk.rabta.api.server.LimitSettings.Allowance;

/** A token bucket for each name. The longest unused is forgotten when there are too many: it would be full again. */
final class Buckets {

    static final int CAPACITY = 10_000;

    private final ConcurrentLruCache<String, Bucket> buckets;

    Buckets(Function<String, Allowance> allowances, TimeMeter time) {
        buckets = new ConcurrentLruCache<>(CAPACITY, name -> {
            Allowance allowance = allowances.apply(name);
            return Bucket.builder().withCustomTimePrecision(time).addLimit(limit -> limit.capacity(allowance.burst())
                .refillGreedy(allowance.perSecond(), Duration.ofSeconds(1))).build();
        });
    }

    /** Takes one; answers zero, or how long there is none. */
    Duration take(String name) {
        return Duration.ofNanos(buckets.get(name).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    /** Gives one back that was taken; a full bucket stays as it is. */
    void give(String name) {
        buckets.get(name).addTokens(1);
    }

    int size() {
        return buckets.size();
    }
}
