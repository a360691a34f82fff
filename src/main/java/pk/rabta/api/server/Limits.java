package pk.rabta.api.server;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/** Keeps each client, and each address without a valid token, to its allowance (ADR 0029). Counts on this node only. */
@Component
class Limits {

    private static final String METRIC = "rabta.requests.limited";

    private final Buckets clients;
    private final Buckets addresses;
    private final MeterRegistry meters;

    Limits(LimitSettings settings, MeterRegistry meters) {
        // The monotonic clock: a correction of the time of day locks nobody out.
        clients = new Buckets(settings::of, TimeMeter.SYSTEM_NANOTIME);
        addresses = new Buckets(address -> settings.address(), TimeMeter.SYSTEM_NANOTIME);
        this.meters = meters;
        limited("");   // there from the start, for the alert
    }

    /** Takes a request of a client whose token is valid. @throws ProblemException 429 where it has none left */
    void client(String id) {
        check(clients.take(id), id);
    }

    /** Takes a request of an address that proved nothing. @throws ProblemException 429 where it has none left */
    void address(String address) {
        check(addresses.take(address), "");
    }

    /** Takes nothing. @throws ProblemException 429 where the address has none left */
    void addressMayTry(String address) {
        check(addresses.untilFree(address), "");
    }

    /** The token that came from there was refused. */
    void refused(String address) {
        addresses.take(address);
    }

    private void check(Duration wait, String client) {
        if (wait.isPositive()) {
            limited(client).increment();
            throw tooMany(wait);
        }
    }

    private Counter limited(String client) {
        return meters.counter(METRIC, "limit", client.isEmpty() ? "address" : "client", "client", client);
    }

    private static ProblemException tooMany(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return ProblemType.TOO_MANY_REQUESTS.detail(
            "Send fewer requests. The same one again, with the same key, in " + seconds + " s.",
            "کم درخواستیں بھیجیں۔ یہی درخواست اسی کلید کے ساتھ " + seconds + " سیکنڈ بعد دوبارہ بھیجیں۔")
            .header("Retry-After", Long.toString(seconds)).exception();
    }
}
