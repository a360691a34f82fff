package pk.rabta.referral.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A row of the table: from any of these, on this command by any of these, to there, if all guards hold. */
record Transition(String id, Set<ReferralStatus> from, CommandKind command, ReferralStatus to, Set<Actor> actors,
                  List<Guard> guards) {

    boolean leaves(ReferralStatus status, Actor actor) {
        return from.contains(status) && actors.contains(actor);
    }

    /** The first guard that does not hold. */
    Optional<Guard> blocked(Situation situation) {
        return guards.stream().filter(guard -> !guard.holds(situation)).findFirst();
    }
}
