package pk.rabta.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a simulator does by itself later: its decisions, callbacks and files, late or twice if its faults say so. */
public final class Agenda implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);

    private final String partner;
    private final Faults faults;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("agenda-", 0).factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    public Agenda(String partner, Faults faults) {
        this.partner = partner;
        this.faults = faults;
    }

    /** Something to send. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

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
        int sendings = faults.sendings();
        once(what, task);
        for (int repeat = 1; repeat < sendings; repeat++) {
            Duration later = faults.spread();
            if (later.isZero()) {
                once(what, task);
            } else {
                in(later, what, task);
            }
        }
    }

    private void in(Duration pause, String what, Task task) {
        timer.schedule(() -> workers.execute(() -> once(what, task)), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once(String what, Task task) {
        try {
            task.run();
        } catch (Exception | AssertionError e) {
            Duration pause = faults.insistence();
            if (!pause.isZero() && !timer.isShutdown()) {
                in(pause, what, task);
                return;
            }
            problems.add(what + ": " + SandboxException.rootOf(e));
            LOG.warn("Simulator {} could not do \"{}\": {}", partner, what, SandboxException.rootOf(e));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
