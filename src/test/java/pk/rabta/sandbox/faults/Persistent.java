package pk.rabta.sandbox.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import pk.rabta.sandbox.HubClient;

/** An officer's tool as it should be: whatever the hub does not answer is asked again, under the same key. */
final class Persistent {

    /** The same again later: that key is being worked on, or too many came. */
    private static final Set<Integer> LATER = Set.of(409, 429);

    private final HubClient client;

    Persistent(HubClient client) {
        this.client = client;
    }

    /** Until the hub takes it. @throws AssertionError where it refuses it */
    HubClient.Answer post(String path, Object body) {
        String key = UUID.randomUUID().toString();
        return until(path, any -> true, () -> client.post(path, body, key));
    }

    HubClient.Answer get(String path) {
        return until(path, any -> true);
    }

    /** Until the hub answers something that fits. @throws AssertionError where it refuses to answer */
    HubClient.Answer until(String path, Predicate<HubClient.Answer> fits) {
        return until(path, fits, () -> client.get(path));
    }

    private static HubClient.Answer until(String path, Predicate<HubClient.Answer> fits, Supplier<HubClient.Answer> request) {
        AtomicReference<HubClient.Answer> last = new AtomicReference<>();
        Awaitility.await(path).atMost(Stage.LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            try {
                last.set(request.get());
            } catch (UncheckedIOException notReached) {
                return false;
            }
            int status = last.get().status();
            return status < 500 && !LATER.contains(status) && (status / 100 != 2 || fits.test(last.get()));
        });
        if (last.get().status() / 100 != 2) {
            throw new AssertionError(path + " was refused: " + last.get().status() + " " + last.get().body().path("type"));
        }
        return last.get();
    }
}
