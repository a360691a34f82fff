package pk.rabta.api.server;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/**
 * Keeps each client, each address without a valid token, and each partner's callbacks from an address to their allowance
 * (ADR 0029). Counts on this node only.
 */
@Component
class Limits {

    private static final String METRIC = "rabta.requests.limited";

    private final Buckets clients;
    private final Buckets addresses;
    private final Buckets callbacks;
    private final MeterRegistry meters;

    Limits(LimitSettings settings, MeterRegistry meters) {
        // The monotonic clock: a correction of the time of day locks nobody out.
        clients = new Buckets(settings::of, TimeMeter.SYSTEM_NANOTIME);
        addresses = new Buckets(address -> settings.address(), TimeMeter.SYSTEM_NANOTIME);
        callbacks = new Buckets(call -> settings.address(), TimeMeter.SYSTEM_NANOTIME);
        this.meters = meters;
        limited("address", "");   // there from the start, for the alert
    }

    /** Takes a request of a client whose token is valid. @throws ProblemException 429 where it has none left */
    void client(String id) {
        check(clients.take(id), "client", id);
    }

    /** Takes a request of an address that has proven nothing yet. @throws ProblemException 429 where it has none left */
    void address(String address) {
        check(addresses.take(address), "address", "");
    }

    /** The token that came from there was good: its request is the client's, not the address's. */
    void good(String address) {
        addresses.give(address);
    }

    /** The token that came from there was good, and refused all the same. */
    void refused(String address) {
        addresses.take(address);
    }

    /**
     * Takes a callback to a partner's address from there: pages and bad tokens from the same address take nothing of it.
     *
     * @param partner one that exists, else there were as many allowances as names can be made up
     * @throws ProblemException 429 where it has none left
     */
    void callback(String partner, String address) {
        check(callbacks.take(partner + ' ' + address), "callback", partner);
    }

    private void check(Duration wait, String limit, String client) {
        if (wait.isPositive()) {
            limited(limit, client).increment();
            throw tooMany(wait);
        }
    }

    private Counter limited(String limit, String client) {
        return meters.counter(METRIC, "limit", limit, "client", client);
    }

    private static ProblemException tooMany(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return ProblemType.TOO_MANY_REQUESTS.detail(
            "Send fewer requests. The same one again, with the same key, in " + seconds + " s.",
            "کم درخواستیں بھیجیں۔ یہی درخواست اسی کلید کے ساتھ " + seconds + " سیکنڈ بعد دوبارہ بھیجیں۔")
            .header("Retry-After", Long.toString(seconds)).exception();
    }
}
