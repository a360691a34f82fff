package pk.rabta.breakglass;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long grants last.
 *
 * @param usual   where the request names no time
 * @param longest that a request may name
 * @param lapse   after which a request that nobody approved is void
 */
@ConfigurationProperties("rabta.break-glass")
record BreakGlassSettings(@DefaultValue("1h") Duration usual, @DefaultValue("4h") Duration longest,
                          @DefaultValue("24h") Duration lapse) {

    private static final Duration LIMIT = Duration.ofHours(4);

    BreakGlassSettings {
        if (!usual.isPositive() || usual.compareTo(longest) > 0 || longest.compareTo(LIMIT) > 0 || !lapse.isPositive()) {
            throw new IllegalArgumentException("usual must be at most longest, longest at most 4h, and none of them 0");
        }
    }
}
