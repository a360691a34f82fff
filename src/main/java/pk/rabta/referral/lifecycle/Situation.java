package pk.rabta.referral.lifecycle;

import java.time.Instant;

/** Everything that a guard may look at. */
record Situation(LifecycleState state, LifecycleCommand command, Actor actor, Instant now,
                 LifecycleSettings settings) {
}
