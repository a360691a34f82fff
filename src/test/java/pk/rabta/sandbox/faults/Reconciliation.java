package pk.rabta.sandbox.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** The kinds in which each partner's ledger has a request, and its cancellation. */
    private record Kinds(String request, String cancellation) {}

    private static final Map<String, Kinds> KINDS = Map.of("bisp", new Kinds("search", "cancel"),
            "pbm", new Kinds("application", "withdrawal"), "health-pb", new Kinds("request", "cancellation"),
            "prosecution-kp", new Kinds("link", "withdrawal"), "zakat-pb", new Kinds("list-row", "withdrawal"),
            "wpu-kp", new Kinds("request", "withdrawal"));

    private final SandboxEnvironment around;
    private final Traffic traffic;
    private final Map<String, Outcome> expected = new TreeMap<>();

    Reconciliation(SandboxEnvironment around, Traffic traffic) {
        this.around = around;
        this.traffic = traffic;
    }

    /** From now on each referral to a programme must become what this one became, with no fault in its way. */
    void learn(List<Traffic.Accepted> undisturbed) {
        undisturbed.stream().filter(one -> !one.cancelled()).forEach(one -> expected.put(one.programme(), outcome(one)));
    }

    /** Whether all that was learnt has come to an end that its partner gives where nothing disturbs. */
    boolean isPlausible() {
        return expected.values().stream().allMatch(Outcome::isPlausible);
    }

    /** What is not as expected about these, by now. @param nobody whether the hub could not ask about somebody new */
    Gaps gaps(List<Traffic.Accepted> accepted, boolean nobody) {
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        List<String> outOfOrder = outOfOrder(accepted);
        for (Traffic.Accepted one : accepted) {
            Outcome is = outcome(one);
            if (nobody && one.programme().equals(Traffic.PROTECTION) && is.isAboutNobody()) {
                continue;
            }
            Outcome wanted = expected.get(one.programme());
            String how = one.programme() + " " + one.id() + ": " + is
                    + (one.cancelled() ? ", to be cancelled" : " instead of " + wanted);
            if (one.cancelled() ? isLeftOpen(one, is) : is.lacks(wanted)) {
                lost.add(how);
            }
            if (one.cancelled() ? is.isDoubled(wanted) : is.hasMoreThan(wanted)) {
                doubled.add(how);
            }
        }
        return new Gaps(lost, doubled, outOfOrder);
    }

    /** Whether anything is left to be done about a cancelled referral at its partner. */
    private static boolean isLeftOpen(Traffic.Accepted one, Outcome is) {
        return KINDS.entrySet().stream().filter(partner -> one.programme().startsWith(partner.getKey() + "-"))
                .anyMatch(partner -> is.isLeftOpen(partner.getKey() + " " + partner.getValue().request(),
                        partner.getKey() + " " + partner.getValue().cancellation()));
    }

    @Override
    public String toString() {
        return "expected " + expected;
    }

    private Outcome outcome(Traffic.Accepted one) {
        return Outcome.of(traffic.way(one), kinds(one, Ledger.Effect.APPLIED), kinds(one, Ledger.Effect.REPEATED),
                kinds(one, Ledger.Effect.REFUSED));
    }

    private Map<String, Long> kinds(Traffic.Accepted one, Ledger.Effect effect) {
        return Outcome.count(around.simulators().stream().flatMap(partner -> partner.ledger().entries(one.id()).stream()
                .filter(entry -> entry.effect() == effect).map(entry -> partner.partner() + " " + entry.kind())));
    }

    /**
     * At each partner the referrals of a person take effect in the order in which they were accepted; of none more is told
     * before it was requested, or after it was cancelled. What the hub cannot know to have arrived it may cancel though it
     * never did.
     */
    private List<String> outOfOrder(List<Traffic.Accepted> accepted) {
        List<String> wrong = new ArrayList<>();
        partners().forEach(partner -> {
            Kinds kinds = KINDS.get(partner.partner());
            Map<String, Integer> last = new TreeMap<>();
            for (Traffic.Accepted one : accepted) {
                int requested = numbers(partner, one, entry -> isApplied(entry) && entry.kind().equals(kinds.request()))
                        .min().orElse(NEVER);
                Integer before = requested == NEVER ? null : last.put(one.person(), requested);
                if (before != null && before > requested) {
                    wrong.add(partner.partner() + " heard of " + one.id() + " before an earlier referral of its person");
                }
                int more = numbers(partner, one, entry -> entry.kind().equals(kinds.cancellation())
                        || isApplied(entry) && !entry.kind().equals(kinds.request())).min().orElse(NEVER);
                if (requested != NEVER && more < requested) {
                    wrong.add(partner.partner() + " was told more of " + one.id() + ", or asked to cancel it, before it had it");
                }
                int cancelled = numbers(partner, one, entry -> isApplied(entry)
                        && entry.kind().equals(kinds.cancellation())).min().orElse(NEVER);
                if (numbers(partner, one, Reconciliation::isApplied).anyMatch(number -> number > cancelled)) {
                    wrong.add(partner.partner() + " was told more of " + one.id() + " after it was asked to cancel it");
                }
            }
        });
        return wrong;
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private static IntStream numbers(Simulator partner, Traffic.Accepted one, Predicate<Ledger.Entry> fits) {
        return partner.ledger().entries(one.id()).stream().filter(fits).mapToInt(Ledger.Entry::number);
    }

    private static boolean isApplied(Ledger.Entry entry) {
        return entry.effect() == Ledger.Effect.APPLIED;
    }

    /** What partners did, and the registry wrote down, about a referral that no officer was told of. */
    List<String> unaccepted() {
        return around.simulators().stream().flatMap(partner -> partner.ledger().entries().stream()
                .filter(entry -> entry.effect() == Ledger.Effect.APPLIED && !traffic.accepted().contains(entry.reference())
                        && (!(partner instanceof RegistrySimulator) || entry.kind().equals("enrolment")))
                .map(entry -> partner.partner() + " " + entry)).toList();
    }

    private Stream<Simulator> partners() {
        return around.simulators().stream().filter(partner -> !(partner instanceof RegistrySimulator));
    }
}
