package pk.rabta.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Switches that make a simulator misbehave. Faults that are asked for a number of times queue up and are used by the
 * following requests in that order, so that a test knows which request meets which fault.
 */
public final class Faults {

    /** For {@code times}: until {@link #clear()}. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private record Queued(Fault fault, int times) {}

    private static final Fault NONE = new Fault.None();

    private final Runnable close;
    private final Runnable reopen;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private Duration delay = Duration.ZERO;
    private Duration lateness = Duration.ZERO;
    private int repeats;
    private int copies = 2;
    private boolean together;
    private Duration insistence = Duration.ZERO;
    private @Nullable Supplier<Duration> spread;
    private @Nullable BooleanSupplier holding;
    private CompletableFuture<Void> held = new CompletableFuture<>();
    private int met;
    private boolean refusing;
    private boolean echoing;
    private CompletableFuture<Void> silence = new CompletableFuture<>();

    /** {@code close} shuts the simulator's port; {@code reopen} opens the same port again. */
    public Faults(Runnable close, Runnable reopen) {
        this.close = close;
        this.reopen = reopen;
    }

    /** Every answer waits this long before it is sent. */
    public synchronized void delay(Duration time) {
        delay = time;
    }

    /** The partner's own later messages (decisions, callbacks, files) come this much later. */
    public synchronized void answerLate(Duration time) {
        lateness = time;
    }

    /** The partner's next own messages are each sent twice, unchanged. */
    public synchronized void answerTwice(int times) {
        answerAgain(2, times);
        together = false;
    }

    /** The partner's next own messages are each sent so often, unchanged, and at the same time. */
    public synchronized void answerAgain(int sendings, int times) {
        copies = sendings;
        repeats = times;
        together = true;
    }

    /** Whether repeats do not wait for the answer to the first sending. */
    synchronized boolean together() {
        return together;
    }

    /** Each of the partner's own messages comes once more, so much later: by then newer ones may have come. */
    public synchronized void repeatLate(Supplier<Duration> later) {
        answerAgain(2, ALWAYS);
        spread = later;
    }

    /** How long after the first sending of a message a repeat comes; zero: at the same moment. */
    synchronized Duration spread() {
        return spread == null ? Duration.ZERO : spread.get();
    }

    /** Until {@link #clear()}, messages of the partner's own for which this says so wait until its next one was taken. */
    public synchronized void holdBack(BooleanSupplier chosen) {
        holding = chosen;
    }

    /** Whether this message of the partner's own waits for the next one. */
    synchronized boolean holdsBack() {
        boolean chosen = holding != null && holding.getAsBoolean();
        met += chosen ? 1 : 0;
        return chosen;
    }

    /** Done when nothing is held back any more. */
    synchronized CompletableFuture<Void> held() {
        return held;
    }

    /** How many requests, and messages of the partner's own, met any of these so far, but for refused connections. */
    public synchronized int met() {
        return met;
    }

    /** From now on, messages of the partner's own that fail are sent again, each time after this, until the hub takes them; zero: never. */
    public synchronized void insist(Duration pause) {
        insistence = pause;
    }

    synchronized Duration insistence() {
        return insistence;
    }

    /** Connections are refused until {@link #accept()}. */
    public synchronized void refuse() {
        if (!refusing) {
            refusing = true;
            close.run();
        }
    }

    /** The port is open again, at the same number. */
    public synchronized void accept() {
        if (refusing) {
            reopen.run();
            refusing = false;
        }
    }

    public void storm(int status, int times) {
        storm(status, times, Duration.ZERO);
    }

    /** The next requests get this status, with a {@code Retry-After} in seconds if that is not zero. */
    public void storm(int status, int times, Duration retryAfter) {
        enqueue(new Fault.Status(status, retryAfter), times);
    }

    /** Until {@link #clear()} a status that is sent without processing repeats the request, as a careless system's would. */
    public synchronized void echo() {
        echoing = true;
    }

    synchronized boolean echoes() {
        return echoing;
    }

    public void halfAnswer(int times) {
        enqueue(new Fault.Half(), times);
    }

    /** As some proxies pass on what broke off on its way to them: half of the answer, with a length that fits. */
    public void shortAnswer(int times) {
        enqueue(new Fault.Shortened(), times);
    }

    /** As some proxies answer: with success, and a page that no protocol knows. */
    public void wrongType(int times) {
        enqueue(new Fault.Page(200), times);
    }

    /** As a gateway answers that lost the partner, or its patience, after the partner was given the request. */
    public void gateway(int status, int times) {
        enqueue(new Fault.Page(status), times);
    }

    public void cutAfterProcessing(int times) {
        enqueue(new Fault.Cut(), times);
    }

    public void blackHole(int times) {
        enqueue(new Fault.Silence(), times);
    }

    /** No fault any more; requests that wait in a black hole are cut, a refused port opens. */
    public synchronized void clear() {
        queue.clear();
        delay = Duration.ZERO;
        lateness = Duration.ZERO;
        repeats = 0;
        spread = null;
        holding = null;
        held.complete(null);
        held = new CompletableFuture<>();
        echoing = false;
        release();
        accept();
    }

    /** Cuts the requests that wait in a black hole. */
    synchronized void release() {
        silence.complete(null);
        silence = new CompletableFuture<>();
    }

    synchronized CompletableFuture<Void> silence() {
        return silence;
    }

    synchronized Duration delay() {
        met += delay.isZero() ? 0 : 1;
        return delay;
    }

    synchronized Duration lateness() {
        met += lateness.isZero() ? 0 : 1;
        return lateness;
    }

    /** How often the partner's next own message is sent: 1, or more while {@link #answerAgain} lasts. */
    synchronized int sendings() {
        if (repeats == 0) {
            return 1;
        }
        if (repeats != ALWAYS) {
            repeats--;
        }
        met++;
        return copies;
    }

    /** The fault of the request that arrives now. */
    synchronized Fault next() {
        Queued head = queue.poll();
        if (head == null) {
            return NONE;
        }
        met++;
        if (head.times() == ALWAYS) {
            queue.addFirst(head);
        } else if (head.times() > 1) {
            queue.addFirst(new Queued(head.fault(), head.times() - 1));
        }
        return head.fault();
    }

    private synchronized void enqueue(Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, was " + times);
        }
        queue.add(new Queued(fault, times));
    }
}
