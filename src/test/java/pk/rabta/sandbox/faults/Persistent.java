package pk.rabta.sandbox.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import pk.rabta.sandbox.HubClient;

/** An officer's tool as it should be: whatever the hub does not answer is asked again, under the same key. */
final class Persistent {

    /** Longer than any class takes: a tool does not give up while the hub is killed every few seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(20).plus(Stage.SOAK);
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final HubClient client;
    private final Wrong wrong;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile int copies = 1;

    /** @param wrong notes answers that say neither yes nor no nor when to ask again */
    Persistent(HubClient client, Wrong wrong) {
        this.client = client;
        this.wrong = wrong;
    }

    /** From now on each request that changes something is sent so often, at the same time and under one key. */
    void sends(int times) {
        copies = times;
    }

    /**
     * Until the hub takes it.
     *
     * @param problems by which it may be refused, the last part of their types
     * @throws AssertionError where it is refused otherwise
     */
    HubClient.Answer post(String path, Object body, String... problems) {
        String key = UUID.randomUUID().toString();
        List<CompletableFuture<HubClient.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> until(path, any -> true, () -> client.post(path, body, key),
                    Set.of(problems)), threads));
        }
        List<HubClient.Answer> all = answers.stream().map(CompletableFuture::join).toList();
        if (all.stream().map(answer -> answer.status() / 100 == 2 ? answer.body() : "refused").distinct().count() > 1) {
            wrong.note("different answers to one key of POST " + masked(path));
        }
        return all.get(0);
    }

    HubClient.Answer get(String path) {
        return until(path, any -> true);
    }

    /** Until the hub answers something that fits. @throws AssertionError where it refuses to answer */
    HubClient.Answer until(String path, Predicate<HubClient.Answer> fits) {
        return until(path, fits, () -> client.get(path), Set.of());
    }

    private HubClient.Answer until(String path, Predicate<HubClient.Answer> fits, Supplier<HubClient.Answer> request,
            Set<String> problems) {
        AtomicReference<HubClient.Answer> last = new AtomicReference<>();
        Awaitility.await(path).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(AGAIN).until(() -> {
            try {
                last.set(request.get());
            } catch (UncheckedIOException notReached) {
                return false;
            }
            return !isLater(path, last.get()) && (last.get().status() / 100 != 2 || fits.test(last.get()));
        });
        HubClient.Answer answer = last.get();
        if (answer.status() / 100 != 2 && problems.stream().noneMatch(answer::isProblem)) {
            throw new AssertionError(path + " was refused: " + answer.status() + " " + answer.body().path("type"));
        }
        return answer;
    }

    /** Whether it says that the same is to be asked again: that key is being worked on, too many came, or not now. */
    private boolean isLater(String path, HubClient.Answer answer) {
        boolean tellsWhen = answer.status() == 503 && !answer.header("Retry-After").isEmpty();
        if (answer.status() >= 500 && !tellsWhen) {
            wrong.note(answer.status() + " " + answer.body().path("type").asText() + " to " + masked(path));
        }
        return answer.status() >= 500 || answer.status() == 429 || answer.isProblem("/idempotency-in-progress");
    }

    private static String masked(String path) {
        return path.replaceAll("[A-Z]{3}-[0-9A-Z]{8,}", "{id}").replaceFirst("[?].*", "");
    }
}
