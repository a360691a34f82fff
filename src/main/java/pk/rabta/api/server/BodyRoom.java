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
 * sends nothing keeps nobody out. One address has a quarter of the room.
 */
@Component
class BodyRoom {

    private static final String SECONDS = "5";

    private final long most;
    private final long share;
    private final Map<String, Long> held = new HashMap<>();
    private final Counter refusals;
    private long sum;

    BodyRoom(ApiSettings settings, MeterRegistry meters) {
        most = settings.maxUnproven().toBytes();
        share = most / ApiSettings.SHARES;
        refusals = meters.counter("rabta.callbacks.no.room");
        meters.gauge("rabta.callbacks.bytes", this, BodyRoom::sum);
    }

    /** Takes room for some bytes from an address. @throws ProblemException 503 where there is none */
    void take(String address, int bytes) {
        if (!taken(address, bytes)) {
            refusals.increment();
            throw ProblemType.UNAVAILABLE.detail(
                "Too many messages are being read at this moment. Send the same one again in " + SECONDS + " s.",
                "اس وقت بہت زیادہ پیغامات پڑھے جا رہے ہیں۔ یہی پیغام " + SECONDS + " سیکنڈ بعد دوبارہ بھیجیں۔")
                .header("Retry-After", SECONDS).exception();
        }
    }

    private synchronized boolean taken(String address, int bytes) {
        long own = held.getOrDefault(address, 0L) + bytes;
        boolean fits = own <= share && sum + bytes <= most;
        if (fits) {
            held.put(address, own);
            sum += bytes;
        }
        return fits;
    }

    /** Gives back what was taken. */
    synchronized void give(String address, long bytes) {
        held.computeIfPresent(address, (name, own) -> own > bytes ? Long.valueOf(own - bytes) : null);
        sum -= bytes;
    }

    synchronized long sum() {
        return sum;
    }
}
