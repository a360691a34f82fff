package pk.rabta.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a simulator received, in order of arrival and never changed afterwards; it holds ids, no personal data. */
public final class Ledger {

    /** What an arrival did to the partner's own records. */
    public enum Effect {
        /** It changed them. */
        APPLIED,
        /** A message that was known already: it changed nothing. */
        REPEATED,
        /** It was refused, by the partner's rules or by an injected fault: it changed nothing. */
        REFUSED
    }

    /**
     * One arrival.
     *
     * @param number place in the order of arrival, from 1
     * @param kind the message's name in the partner's own words
     * @param messageId the sender's id of the message, or "" where the protocol has none
     * @param reference the hub's referral or the partner's case that it is about, or ""
     * @param summary a few words without personal data
     */
    public record Entry(int number, Instant at, Effect effect, String kind, String messageId, String reference,
            String summary) {

        @Override
        public String toString() {
            return number + " " + effect + " " + kind + " message=" + messageId + " reference=" + reference + " "
                    + summary;
        }
    }

    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();

    public Ledger() {
        this(Clock.systemUTC());
    }

    public Ledger(Clock clock) {
        this.clock = clock;
    }

    public Entry applied(String kind, String messageId, String reference, String summary) {
        return add(Effect.APPLIED, kind, messageId, reference, summary);
    }

    public Entry repeated(String kind, String messageId, String reference, String summary) {
        return add(Effect.REPEATED, kind, messageId, reference, summary);
    }

    public Entry refused(String kind, String messageId, String reference, String summary) {
        return add(Effect.REFUSED, kind, messageId, reference, summary);
    }

    private synchronized Entry add(Effect effect, String kind, String messageId, String reference, String summary) {
        Entry entry = new Entry(entries.size() + 1, clock.instant(), effect, kind, messageId, reference, summary);
        entries.add(entry);
        notifyAll();
        return entry;
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** All arrivals about one referral or case, whatever they did. */
    public List<Entry> entries(String reference) {
        return entries().stream().filter(entry -> entry.reference().equals(reference)).toList();
    }

    /** The arrivals about one referral or case that changed the partner's records. */
    public List<Entry> effects(String reference) {
        return entries(reference).stream().filter(entry -> entry.effect() == Effect.APPLIED).toList();
    }

    /** The first entry that fits, waiting for it up to the limit; an AssertionError lists what came instead. */
    public synchronized Entry awaitEntry(Predicate<Entry> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < entries.size(); seen++) {
                if (wanted.test(entries.get(seen))) {
                    return entries.get(seen);
                }
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError(
                        "Nothing that fits arrived within " + limit.toMillis() + " ms, only:" + listing());
            }
            pause(millis);
        }
    }

    /** The first arrival of this kind about this reference that changed the partner's records, within 30 seconds. */
    public Entry awaitEntry(String kind, String reference) {
        return awaitEntry(entry -> entry.effect() == Effect.APPLIED && entry.kind().equals(kind)
                && entry.reference().equals(reference), Duration.ofSeconds(30));
    }

    private String listing() {
        return entries.stream().map(entry -> "\n  " + entry).collect(Collectors.joining());
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting; arrived so far:" + listing());
        }
    }
}
