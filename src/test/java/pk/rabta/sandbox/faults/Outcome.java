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
 * @param answers of the partner in its timeline, by their types; one that came after a newer one is noted, and counts too
 * @param effects at each partner, with how often
 * @param repeats messages that a partner had before, by partner and kind
 */
record Outcome(String end, Map<String, Long> states, Map<String, Long> answers, Map<String, Long> effects,
               Map<String, Long> repeats) {

    /** States that a fault may add or skip: the registry was away, or what a partner said next came first. */
    private static final Set<String> PASSING = Set.of("WAITING", "RECEIVED", "IN_PROGRESS");
    /** As which of these an answer counts depends on what came first. */
    private static final Set<String> PASSING_ANSWERS = Set.of("referral.accepted", "referral.progressed", "referral.noted");
    /**
     * What must never be sent again: it is asked for first, or was never seen. That a partner knows it by our reference
     * must not hide it. Others may be: they know a message again, and their profiles say so.
     */
    private static final Set<String> NEVER_REPEATED = Set.of("prosecution-kp link", "prosecution-kp withdrawal",
            "zakat-pb list-row");
    private static final Set<String> DECIDED = Set.of("COMPLETED", "REJECTED", "FAILED", "CANCELLED");

    static Outcome of(List<Traffic.Step> way, Map<String, Long> effects, Map<String, Long> repeats) {
        Map<String, Long> states = count(way.stream().map(Traffic.Step::to).filter(to -> !to.isEmpty()));
        String end = way.stream().map(Traffic.Step::to).filter(to -> !to.isEmpty()).reduce("", (before, to) -> to);
        Map<String, Long> answers = count(way.stream().filter(Traffic.Step::told).map(Traffic.Step::type));
        return new Outcome(end, states, answers, effects, repeats);
    }

    static Map<String, Long> count(Stream<String> words) {
        return new TreeMap<>(words.collect(groupingBy(word -> word, counting())));
    }

    boolean lacks(Outcome wanted) {
        return !end.equals(wanted.end) || wanted.states.keySet().stream().anyMatch(state -> !PASSING.contains(state)
                && !states.containsKey(state)) || !effects.keySet().containsAll(wanted.effects.keySet())
                || all() < wanted.all() || wanted.types().anyMatch(type -> told(type) < wanted.told(type));
    }

    boolean hasMoreThan(Outcome wanted) {
        return isRepeated()
                || all() > wanted.all() || types().anyMatch(type -> told(type) > wanted.told(type))
                || states.keySet().stream().anyMatch(it -> states.get(it) > Math.max(1, wanted.states.getOrDefault(it, 0L)))
                || effects.keySet().stream().anyMatch(it -> effects.get(it) > wanted.effects.getOrDefault(it, 0L));
    }

    private Stream<String> types() {
        return answers.keySet().stream().filter(type -> !PASSING_ANSWERS.contains(type));
    }

    private long told(String type) {
        return answers.getOrDefault(type, 0L);
    }

    private long all() {
        return answers.values().stream().mapToLong(n -> n).sum();
    }

    private boolean isRepeated() {
        return repeats.keySet().stream().anyMatch(NEVER_REPEATED::contains);
    }

    /**
     * Of a referral that an officer cancelled: it is not over, or its partner was never told. One that may have left but
     * never arrived waits for a partner that cannot confirm what it does not know.
     */
    boolean isLeftOpen(String request, String cancellation) {
        return !DECIDED.contains(end) && (effects.containsKey(request) || !end.equals("CANCELLATION_REQUESTED"))
                || end.equals("CANCELLED") && effects.containsKey(request) && !effects.containsKey(cancellation);
    }

    /** Of such a referral, whose partner either decided first or cancelled, each once. */
    boolean isDoubled() {
        return isRepeated() || states.values().stream().anyMatch(n -> n > 1)
                || effects.entrySet().stream().anyMatch(one -> one.getValue() > 1 && !one.getKey().startsWith("registry "));
    }

    /** A witness whom the hub never met, while the registry is away, ends as about nobody: the handler is told (ADR 59). */
    boolean isAboutNobody() {
        return end.equals("CANCELLED") && states.containsKey("WAITING") && answers.isEmpty() && effects.isEmpty();
    }

    /** Whether its partner may end it so where nothing disturbs; a case at court goes on, the others are decided. */
    boolean isPlausible() {
        boolean over = end.equals("IN_PROGRESS") ? answers.containsKey(Traffic.HEARING)
                : Set.of("COMPLETED", "REJECTED").contains(end);
        boolean saidAll = !effects.containsKey("health-pb request") || all() == 3;   // accepts, appoints, delivers
        return over && saidAll && !answers.isEmpty() && !effects.isEmpty();
    }
}
