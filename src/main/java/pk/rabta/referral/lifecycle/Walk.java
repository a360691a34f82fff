package pk.rabta.referral.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shortest legal way from where a referral stands to where a command leads. */
record Walk(List<Transition> transitions, CommandKind command) {

    /** The way that all guards let pass, if there is one. */
    static Optional<Walk> open(CommandKind command, Situation situation) {
        return search(command, situation, true);
    }

    /** The guard that closes the only way, if there is a way at all. */
    static Optional<Guard> closedBy(CommandKind command, Situation situation) {
        return search(command, situation, false).flatMap(walk -> walk.transitions().stream()
            .flatMap(transition -> transition.blocked(situation).stream()).findFirst());
    }

    /** Where the command can lead for this actor, from wherever. */
    static Set<ReferralStatus> targets(CommandKind command, Actor actor) {
        Set<ReferralStatus> targets = EnumSet.noneOf(ReferralStatus.class);
        Transitions.TABLE.stream().filter(row -> row.command() == command && row.actors().contains(actor))
            .forEach(row -> targets.add(row.to()));
        return targets;
    }

    ReferralStatus end() {
        return transitions.getLast().to();
    }

    List<Step> steps(ReferralStatus start) {
        List<Step> steps = new ArrayList<>();
        ReferralStatus from = start;
        for (Transition transition : transitions) {
            steps.add(new Step(transition.id(), from, transition.to(), transition.command() != command));
            from = transition.to();
        }
        return steps;
    }

    private static Optional<Walk> search(CommandKind command, Situation situation, boolean guarded) {
        Set<ReferralStatus> targets = targets(command, situation.actor());
        Set<ReferralStatus> seen = EnumSet.noneOf(ReferralStatus.class);
        Deque<Walk> open = new ArrayDeque<>();
        open.add(new Walk(List.of(), command));
        while (!open.isEmpty() && !targets.isEmpty()) {
            Walk walk = open.remove();
            if (!walk.transitions().isEmpty() && targets.contains(walk.end())) {
                return Optional.of(walk);
            }
            ReferralStatus here = walk.transitions().isEmpty() ? situation.state().status() : walk.end();
            if (seen.add(here)) {
                open.addAll(walk.next(here, situation, guarded));
            }
        }
        return Optional.empty();
    }

    /** One step on: what was said first, then what it may imply. */
    private List<Walk> next(ReferralStatus here, Situation situation, boolean guarded) {
        List<Walk> said = new ArrayList<>();
        List<Walk> implied = new ArrayList<>();
        for (Transition row : Transitions.TABLE) {
            if (!row.leaves(here, situation.actor()) || guarded && row.blocked(situation).isPresent()) {
                continue;
            }
            if (row.command() == command) {
                said.add(then(row));
            } else if (Transitions.IMPLYING.contains(command) && Transitions.IMPLIED.contains(row.command())) {
                implied.add(then(row));
            }
        }
        said.addAll(implied);
        return said;
    }

    private Walk then(Transition row) {
        List<Transition> longer = new ArrayList<>(transitions);
        longer.add(row);
        return new Walk(List.copyOf(longer), command);
    }
}
