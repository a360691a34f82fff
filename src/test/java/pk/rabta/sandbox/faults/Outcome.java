package pk.rabta.sandbox.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What became of a referral, without ids.
 *
 * @param states  it came to, each with how often; one that a partner's later message implied counts as reached
 * @param answers of the partner in its timeline, by what they say; one that came after a newer one is noted, and counts too
 * @param effects at each partner, with how often
 * @param repeats messages that a partner had before, by partner and kind
 * @param refused messages that a partner did not take, by partner and kind
 */
record Outcome(String end, Map<String, Long> states, Map<String, Long> answers, Map<String, Long> effects,
               Map<String, Long> repeats, Map<String, Long> refused) {

    /** States that a fault may add or skip: the registry was away, or what a partner said next came first. */
    private static final Set<String> PASSING = Set.of("WAITING", "RECEIVED", "IN_PROGRESS");
    /**
     * What must never be sent again: it is asked for first, or was never seen. That a partner knows it by our reference
     * must not hide it. Others may be: they know a message again, and their profiles say so.
     */
    private static final Set<String> NEVER_REPEATED = Set.of("prosecution-kp link", "prosecution-kp withdrawal",
            "zakat-pb list-row");
    private static final Set<String> DECIDED = Set.of("COMPLETED", "REJECTED", "FAILED", "CANCELLED");
    /** What a partner says to a cancellation, and what comes after that. */
    private static final Set<String> AFTER_CANCELLATION = Set.of(Step.CANCELLED, Step.NOTED);
    /** The hub's messages after a request that nothing disturbs, each by its request. */
    private static final Map<String, String> UPDATES = Map.of("bisp search", "bisp register", "pbm application", "pbm answer");

    static Outcome of(List<Step> way, Map<String, Long> effects, Map<String, Long> repeats, Map<String, Long> refused) {
        Map<String, Long> states = count(way.stream().map(Step::to).filter(to -> !to.isEmpty()));
        String end = way.stream().map(Step::to).filter(to -> !to.isEmpty()).reduce("", (before, to) -> to);
        Map<String, Long> answers = count(way.stream().filter(Step::told).map(Step::kind));
        return new Outcome(end, states, answers, effects, repeats, refused);
    }

    static Map<String, Long> count(Stream<String> words) {
        return new TreeMap<>(words.collect(groupingBy(word -> word, counting())));
    }

    boolean lacks(Outcome wanted) {
        return !end.equals(wanted.end) || wanted.states.keySet().stream().anyMatch(state -> !PASSING.contains(state)
                && !states.containsKey(state)) || !effects.keySet().containsAll(wanted.effects.keySet())
                || wanted.answers.keySet().stream().anyMatch(kind -> told(kind) < wanted.told(kind));
    }

    boolean hasMoreThan(Outcome wanted) {
        return isRepeated() || answers.keySet().stream().anyMatch(kind -> told(kind) > wanted.told(kind))
                || states.keySet().stream().anyMatch(it -> states.get(it) > Math.max(1, wanted.states.getOrDefault(it, 0L)))
                || effects.keySet().stream().anyMatch(it -> effects.get(it) > wanted.effects.getOrDefault(it, 0L));
    }

    private long told(String kind) {
        return answers.getOrDefault(kind, 0L);
    }

    private long all() {
        return answers.values().stream().mapToLong(n -> n).sum();
    }

    private boolean isRepeated() {
        return repeats.keySet().stream().anyMatch(NEVER_REPEATED::contains);
    }

    /**
     * Of a referral that was taken back: it is not over, or its partner was never told. One that may have left but never
     * arrived waits for a partner that cannot confirm what it does not know, and has been told all the same.
     */
    boolean isLeftOpen(String request, String cancellation) {
        boolean waits = end.equals("CANCELLATION_REQUESTED") && !effects.containsKey(request)
                && (effects.containsKey(cancellation) || refused.containsKey(cancellation));
        return !DECIDED.contains(end) && !waits
                || end.equals("CANCELLED") && effects.containsKey(request) && !effects.containsKey(cancellation);
    }

    /** Of such a referral, whose partner either decided first or cancelled, each once, and said nothing twice. */
    boolean isDoubled(Outcome undisturbed) {
        return isRepeated() || states.values().stream().anyMatch(n -> n > 1)
                || effects.entrySet().stream().anyMatch(one -> one.getValue() > 1 && !one.getKey().startsWith("registry "))
                || answers.keySet().stream().anyMatch(kind -> told(kind)
                        > Math.max(undisturbed.told(kind), AFTER_CANCELLATION.contains(kind) ? 1 : 0))
                || all() > undisturbed.all() + 1;
    }

    /** A witness whom the hub never met, while the registry is away, ends as about nobody: the handler is told (ADR 59). */
    boolean isAboutNobody() {
        return end.equals("CANCELLED") && states.containsKey("WAITING") && answers.isEmpty() && effects.isEmpty();
    }

    /** Whether its partner may end it so where nothing disturbs; a case at court goes on, the others are decided. */
    boolean isPlausible() {
        boolean over = end.equals("IN_PROGRESS") ? answers.containsKey(Step.HEARING)
                : Set.of("COMPLETED", "REJECTED").contains(end);
        boolean saidAll = !effects.containsKey("health-pb request") || all() == 3;   // accepts, appoints, delivers
        boolean heardAll = UPDATES.entrySet().stream().allMatch(update -> !effects.containsKey(update.getKey())
                || effects.containsKey(update.getValue()));
        return over && saidAll && heardAll && !answers.isEmpty() && !effects.isEmpty();
    }
}
