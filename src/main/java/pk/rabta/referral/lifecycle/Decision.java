package pk.rabta.referral.lifecycle;

import java.util.List;
import pk.rabta.api.Text;

/** What a command does to a referral. */
public sealed interface Decision {

    /**
     * It is applied.
     *
     * @param steps   at least one, in order
     * @param command as it counts: a hold has its review date
     */
    record Applied(List<Step> steps, LifecycleCommand command) implements Decision {

        public Applied {
            steps = List.copyOf(steps);
        }

        /** Where the referral stands now. */
        public ReferralStatus status() {
            return steps.getLast().to();
        }
    }

    /** It was so already: nothing changes, and the caller is answered as the first time. */
    record Unchanged(Text why) implements Decision {
    }

    /** It is kept in the history and changes nothing; the officer is told. */
    record Recorded(Text why) implements Decision {
    }

    /**
     * It may not be.
     *
     * @param allowed  what this actor may do now
     * @param whatToDo what stands in the way, and what to do
     */
    record Illegal(ReferralStatus current, List<Allowed> allowed, Text whatToDo) implements Decision {

        public Illegal {
            allowed = List.copyOf(allowed);
        }
    }

    /** A command that would be taken, and where it leads. */
    record Allowed(CommandKind command, ReferralStatus to) {
    }
}
