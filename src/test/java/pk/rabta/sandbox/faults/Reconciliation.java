package pk.rabta.sandbox.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulator;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** Compares what the hub accepted with the ledgers of the partners, and with its own account of what they answered. */
final class Reconciliation {

    /** What is wrong with some referrals, in words; all empty where nothing is. */
    record Gaps(List<String> lost, List<String> doubled, List<String> outOfOrder) {

        /** Before anybody looked. */
        static final Gaps UNKNOWN = new Gaps(List.of("nobody could look"), List.of(), List.of());

        boolean none() {
            return lost.isEmpty() && doubled.isEmpty() && outOfOrder.isEmpty();
        }
    }

    /**
     * What became of a referral, without ids.
     *
     * @param states  it came to, each with how often; one that a partner's later message implied counts as reached
     * @param answers of the partner that its timeline has by themselves
     * @param implied states that a later message told of: the message about them came late, or not at all
     * @param effects at each partner, with how often
     */
    record Outcome(String end, Map<String, Long> states, long answers, long implied, Map<String, Long> effects) {

        boolean lacks(Outcome wanted) {
            return !end.equals(wanted.end) || wanted.states.keySet().stream().anyMatch(state -> !PASSING.contains(state)
                    && !states.containsKey(state)) || !effects.keySet().containsAll(wanted.effects.keySet());
        }

        boolean hasMoreThan(Outcome wanted) {
            return answers > wanted.answers + wanted.implied
                    || states.entrySet().stream().anyMatch(one -> one.getValue() > Math.max(1, wanted.states.getOrDefault(one.getKey(), 0L)))
                    || effects.entrySet().stream().anyMatch(one -> one.getValue() > wanted.effects.getOrDefault(one.getKey(), 0L));
        }

        /** A witness whom the hub never met, while the registry is away, ends as about nobody: the handler is told (ADR 59). */
        boolean isAboutNobody() {
            return end.equals("CANCELLED") && states.containsKey("WAITING") && answers == 0 && effects.isEmpty();
        }
    }

    /** States that a fault may add or skip: the registry was away, or what a partner said next came first. */
    private static final Set<String> PASSING = Set.of("WAITING", "RECEIVED", "IN_PROGRESS");
    /** A case at court goes on; the others are decided. */
    private static final Set<String> ENDS = Set.of("COMPLETED", "REJECTED", "IN_PROGRESS");

    private final SandboxEnvironment around;
    private final Traffic traffic;
    private final Map<String, Outcome> expected = new TreeMap<>();

    Reconciliation(SandboxEnvironment around, Traffic traffic) {
        this.around = around;
        this.traffic = traffic;
    }

    /** From now on each referral to a programme must become what this one became, with no fault in its way. */
    void learn(List<Traffic.Accepted> undisturbed) {
        undisturbed.forEach(one -> expected.put(one.programme(), outcome(one)));
    }

    /** Whether all that was learnt has come to an end that its partner gives where nothing disturbs. */
    boolean isPlausible() {
        return expected.values().stream().allMatch(outcome -> ENDS.contains(outcome.end()) && outcome.answers() > 0
                && !outcome.effects().isEmpty());
    }

    /** What is not as expected about these, by now. */
    Gaps gaps(List<Traffic.Accepted> accepted) {
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        for (Traffic.Accepted one : accepted) {
            Outcome is = outcome(one);
            Outcome wanted = expected.get(one.programme());
            if (one.programme().equals(Traffic.PROTECTION) && is.isAboutNobody()) {
                continue;
            }
            if (is.lacks(wanted)) {
                lost.add(one.programme() + " " + one.id() + ": " + is + " instead of " + wanted);
            }
            if (is.hasMoreThan(wanted)) {
                doubled.add(one.programme() + " " + one.id() + ": " + is + " instead of " + wanted);
            }
        }
        return new Gaps(lost, doubled, outOfOrder(accepted));
    }

    @Override
    public String toString() {
        return "expected " + expected;
    }

    private Outcome outcome(Traffic.Accepted one) {
        List<Traffic.Step> way = traffic.way(one);
        String end = way.stream().map(Traffic.Step::to).filter(to -> !to.isEmpty()).reduce("", (before, to) -> to);
        Map<String, Long> states = new TreeMap<>(way.stream().map(Traffic.Step::to).filter(to -> !to.isEmpty())
                .collect(groupingBy(to -> to, counting())));
        long answers = way.stream().filter(step -> step.actor().equals("PARTNER") && !step.implied()).count();
        long implied = way.stream().filter(Traffic.Step::implied).count();
        Map<String, Long> effects = new TreeMap<>();
        for (Simulator partner : around.simulators()) {
            partner.ledger().effects(one.id()).stream().collect(groupingBy(Ledger.Entry::kind, counting()))
                    .forEach((kind, times) -> effects.put(partner.partner() + " " + kind, times));
        }
        return new Outcome(end, states, answers, implied, effects);
    }

    /** At each partner the referrals of a person take effect in the order in which they were accepted. */
    private List<String> outOfOrder(List<Traffic.Accepted> accepted) {
        List<String> wrong = new ArrayList<>();
        for (Simulator partner : around.simulators()) {
            if (partner instanceof RegistrySimulator) {
                continue;
            }
            Map<String, Integer> last = new TreeMap<>();
            for (Traffic.Accepted one : accepted) {
                partner.ledger().effects(one.id()).stream().mapToInt(Ledger.Entry::number).min().ifPresent(number -> {
                    Integer before = last.put(one.person(), number);
                    if (before != null && before > number) {
                        wrong.add(partner.partner() + " heard of " + one.id() + " before an earlier referral of its person");
                    }
                });
            }
        }
        return wrong;
    }
}
