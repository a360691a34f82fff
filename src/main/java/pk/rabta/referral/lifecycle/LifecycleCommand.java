package pk.rabta.referral.lifecycle;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What someone wants to happen to a referral. What must be said with it is not nullable. */
public sealed interface LifecycleCommand {

    /** Which of the kinds of the table this is. */
    CommandKind kind();

    /** All preconditions are met. */
    record Release() implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.RELEASE;
        }
    }

    /** The partner's application has the referral, under its own number if it gave one. */
    record Acknowledge(@Nullable String partnerReference) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.ACKNOWLEDGE;
        }
    }

    /** The partner will act; {@code proxy} when an officer records it on the partner's behalf. */
    record Accept(boolean proxy) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.ACCEPT;
        }
    }

    /** The partner takes its acceptance back. */
    record Unaccept() implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.UNACCEPT;
        }
    }

    /** The partner declines. */
    record Reject(Reason reason) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.REJECT;
        }
    }

    /** Work begins. */
    record Start() implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.START;
        }
    }

    /** Work goes on: a programme's step, a note, an appointment. */
    record Progress() implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.PROGRESS;
        }
    }

    /** Work rests until the review date; without one the setting's days count. */
    record Hold(Reason reason, @Nullable LocalDate reviewDate) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.HOLD;
        }
    }

    /** Work goes on after a hold. */
    record Resume() implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.RESUME;
        }
    }

    /** The loop closes. */
    record Complete(Outcome outcome) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.COMPLETE;
        }
    }

    /** It was attempted and could not be done. */
    record Fail(Reason reason) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.FAIL;
        }
    }

    /** Withdraw: at once if nothing was sent, else by asking the partner. */
    record Cancel(Reason reason) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.CANCEL;
        }
    }

    /** The partner stopped, had its time to say so, or turned out to have nothing. */
    record ConfirmCancellation() implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.CONFIRM_CANCELLATION;
        }
    }

    /** The limit passed without an answer. */
    record Expire(Reason reason) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.EXPIRE;
        }
    }

    /** It should never have existed. */
    record EnterInError(Reason reason) implements LifecycleCommand {
        @Override
        public CommandKind kind() {
            return CommandKind.ENTER_IN_ERROR;
        }
    }
}
