package pk.rabta.referral.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Text;
import pk.rabta.referral.lifecycle.Decision.Allowed;
import pk.rabta.referral.lifecycle.Decision.Applied;
import pk.rabta.referral.lifecycle.Decision.Illegal;
import pk.rabta.referral.lifecycle.Decision.Recorded;
import pk.rabta.referral.lifecycle.Decision.Unchanged;
import pk.rabta.referral.lifecycle.LifecycleCommand.Hold;

/** Decides what a command does to a referral. Pure: the caller stores what is decided. */
public final class Lifecycle {

    private Lifecycle() {
    }

    /** The first step of a new referral: T2, or T2b where a precondition is open. */
    public static Step open(boolean preconditionOpen) {
        return preconditionOpen ? new Step("T2b", null, ReferralStatus.WAITING, false)
            : new Step("T2", null, ReferralStatus.REQUESTED, false);
    }

    /** Decides about one command at the given time. */
    public static Decision decide(LifecycleState state, LifecycleCommand command, Actor actor, Instant now,
                                  LifecycleSettings settings) {
        Situation situation = new Situation(state, command, actor, now, settings);
        if (actor == Actor.PARTNER && state.overtaken()) {
            return overtaken();
        }
        Text unchanged = unchanged(command.kind(), situation);
        if (unchanged != null) {
            return new Unchanged(unchanged);
        }
        Optional<Walk> walk = Walk.open(command.kind(), situation);
        if (walk.isPresent()) {
            return new Applied(walk.get().steps(state.status()), complete(situation));
        }
        Optional<Guard> closed = Walk.closedBy(command.kind(), situation);
        if (closed.filter(guard -> guard == Guard.NO_SUCCESSOR).isPresent()) {
            return new Recorded(Guard.NO_SUCCESSOR.whatToDo());
        }
        return new Illegal(state.status(), allowed(state, actor, now, settings),
            closed.map(Guard::whatToDo).orElseGet(() -> Explanation.of(situation)));
    }

    /** What is decided about a partner's event that is older than one that was applied. */
    public static Decision overtaken() {
        return new Recorded(Explanation.OVERTAKEN);
    }

    /** What this actor may do now, for example to be shown beside a referral. */
    public static List<Allowed> allowed(LifecycleState state, Actor actor, Instant now, LifecycleSettings settings) {
        // Guards about a command's own words must not hide that command: one without words lets them pass.
        Situation situation = new Situation(state, new LifecycleCommand.Resume(), actor, now, settings);
        return Stream.of(CommandKind.values()).filter(kind -> unchanged(kind, situation) == null)
            .flatMap(kind -> Walk.open(kind, situation).stream())
            .map(walk -> new Allowed(walk.command(), walk.end())).toList();
    }

    private static @Nullable Text unchanged(CommandKind kind, Situation situation) {
        ReferralStatus status = situation.state().status();
        Set<ReferralStatus> targets = Walk.targets(kind, situation.actor());
        if (targets.isEmpty()) {
            return null;
        }
        boolean repeatable = Transitions.TABLE.stream()
            .anyMatch(row -> row.command() == kind && row.leaves(status, situation.actor()));
        if (targets.contains(status) && !repeatable) {
            return Explanation.already(status);
        }
        return Transitions.PASSED.getOrDefault(kind, Set.of()).contains(status) ? Explanation.passed(status) : null;
    }

    private static LifecycleCommand complete(Situation situation) {
        return situation.command() instanceof Hold hold && hold.reviewDate() == null
            ? new Hold(hold.reason(), situation.settings().reviewDate(situation.now())) : situation.command();
    }
}
