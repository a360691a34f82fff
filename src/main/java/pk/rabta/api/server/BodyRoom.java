package pk.rabta.api.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/**
 * How many bytes of callbacks' bodies the node holds at once ({@code rabta.api.max-unproven}): a partner's signature covers
 * its body, so strangers' bodies are read too. Counted as they come, not as they were announced: who announces much and
 * sends nothing keeps nobody out. One network has a quarter of the room, one partner's door a half, and a quarter is kept
 * for callers whose address or certificate was agreed.
 */
@Component
class BodyRoom {

    private static final String SECONDS = "5";

    private final long most;
    private final long share;
    private final long door;
    private final long strangers;
    private final Map<String, Long> held = new HashMap<>();
    private final Counter refusals;
    private long sum;

    BodyRoom(ApiSettings settings, MeterRegistry meters) {
        most = settings.maxUnproven().toBytes();
        share = most / ApiSettings.SHARES;
        door = most / 2;
        strangers = most - share;
        refusals = meters.counter("rabta.callbacks.no.room");
        meters.gauge("rabta.callbacks.bytes", this, BodyRoom::sum);
    }

    /**
     * Who sends a body.
     *
     * @param network from where, as {@link ClientAddress#line} counts
     * @param partner whose door it is
     * @param agreed  whether the partner's list of addresses, or certificates, let it in
     */
    record Sender(String network, String partner, boolean agreed) {}

    /** Takes room for some bytes. @throws ProblemException 503 where there is none */
    void take(Sender sender, int bytes) {
        if (!taken(limits(sender), bytes)) {
            refusals.increment();
            throw ProblemType.UNAVAILABLE.detail(
                "Too many messages are being read at this moment. Send the same one again in " + SECONDS + " s.",
                "اس وقت بہت زیادہ پیغامات پڑھے جا رہے ہیں۔ یہی پیغام " + SECONDS + " سیکنڈ بعد دوبارہ بھیجیں۔")
                .header("Retry-After", SECONDS).exception();
        }
    }

    /** What a sender's bytes count to, each with its most. */
    private Map<String, Long> limits(Sender sender) {
        Map<String, Long> limits = new HashMap<>(Map.of("from " + sender.network(), share, "to " + sender.partner(), door));
        if (!sender.agreed()) {
            limits.put("strangers", strangers);
        }
        return limits;
    }

    private synchronized boolean taken(Map<String, Long> limits, int bytes) {
        boolean fits = sum + bytes <= most && limits.entrySet().stream()
            .allMatch(limit -> held.getOrDefault(limit.getKey(), 0L) + bytes <= limit.getValue());
        if (fits) {
            limits.keySet().forEach(name -> held.merge(name, (long) bytes, Long::sum));
            sum += bytes;
        }
        return fits;
    }

    /** Gives back what was taken. */
    synchronized void give(Sender sender, long bytes) {
        limits(sender).keySet().forEach(name ->
            held.computeIfPresent(name, (same, own) -> own > bytes ? Long.valueOf(own - bytes) : null));
        sum -= bytes;
    }

    synchronized long sum() {
        return sum;
    }
}
