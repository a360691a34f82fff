package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import pk.rabta.partner.Rate;

/** How many messages each queue may still take: a bucket that fills at the partner's rate, up to a second's worth. */
class RateBudget {

    private record Bucket(double tokens, Instant at) {}

    private final Map<String, Bucket> buckets = new HashMap<>();

    /** Whole messages that the rate leaves now. */
    int left(String queue, Rate rate, Instant now) {
        double capacity = Math.max(1, rate.perSecond());
        Bucket bucket = buckets.getOrDefault(queue, new Bucket(capacity, now));
        double seconds = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
        double tokens = Math.min(capacity, bucket.tokens() + seconds * rate.perSecond());
        buckets.put(queue, new Bucket(tokens, now));
        return (int) tokens;
    }

    /** Takes what was published. */
    void spend(String queue, int messages) {
        buckets.computeIfPresent(queue, (name, b) -> new Bucket(b.tokens() - messages, b.at()));
    }
}
