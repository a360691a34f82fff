package pk.rabta.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a simulator does by itself later: decisions, callbacks, files; late, often, in another order if its faults say so. */
public final class Agenda implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);

    private final String partner;
    private final Faults faults;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("agenda-", 0).factory());
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    public Agenda(String partner, Faults faults) {
        this.partner = partner;
        this.faults = faults;
    }

    /** Something to send. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;

        /** Makes up the partner's mind, when its time has come, once; {@link #run()} says it, perhaps often, or later. */
        default void prepare() throws Exception {}
    }

    /** The hub said no, and not "later": the same again would change nothing. */
    public static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        /** @param status of the hub's answer to what was told */
        public RefusedException(int status, String told) {
            super("The hub answered " + status + " to " + told);
        }

        /** Whether a status says that. */
        public static boolean says(int status) {
            return status / 100 == 4 && status != 408 && status != 425 && status != 429;
        }
    }

    private record Held(String what, Task task) {}

    /** Does the task after the time (plus the lateness that is switched on), in a thread of its own. */
    public void after(Duration time, String what, Task task) {
        long millis = time.plus(faults.lateness()).toMillis();
        timer.schedule(() -> workers.execute(() -> runs(what, task)), millis, TimeUnit.MILLISECONDS);
    }

    /** What went wrong in tasks, one line each: a test that expects silence asserts that this is empty. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void runs(String what, Task task) {
        try {
            task.prepare();
        } catch (Exception e) {
            failed(what, e, () -> runs(what, task));
            return;
        }
        if (faults.holdsBack()) {
            send(held.getAndSet(new Held(what, task)));
            faults.held().thenRunAsync(() -> send(held.getAndSet(null)), workers);
        } else {
            send(new Held(what, task));
        }
    }

    private void send(@Nullable Held message) {
        if (message == null) {
            return;
        }
        int sendings = faults.sendings();
        boolean together = faults.together();
        for (int repeat = 1; together && repeat < sendings; repeat++) {
            in(faults.spread(), message.what(), message.task());
        }
        once(message.what(), message.task());
        for (int repeat = 1; !together && repeat < sendings; repeat++) {
            once(message.what(), message.task());
        }
    }

    private void in(Duration pause, String what, Task task) {
        timer.schedule(() -> workers.execute(() -> once(what, task)), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once(String what, Task task) {
        try {
            task.run();
        } catch (Exception | AssertionError e) {
            failed(what, e, () -> once(what, task));
            return;
        }
        send(held.getAndSet(null));
    }

    private void failed(String what, Throwable problem, Runnable again) {
        Duration pause = faults.insistence();
        if (pause.isZero() || timer.isShutdown() || problem instanceof RefusedException) {
            problems.add(what + ": " + SandboxException.rootOf(problem));
            LOG.warn("Simulator {} could not do \"{}\": {}", partner, what, SandboxException.rootOf(problem));
        } else {
            timer.schedule(() -> workers.execute(again), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
