package pk.rabta.referral.lifecycle;

import static pk.rabta.referral.lifecycle.Actor.HUB;
import static pk.rabta.referral.lifecycle.Actor.PARTNER;
import static pk.rabta.referral.lifecycle.Actor.SUPERVISOR;
import static pk.rabta.referral.lifecycle.Actor.VICTIM;
import static pk.rabta.referral.lifecycle.Actor.VSO;
import static pk.rabta.referral.lifecycle.CommandKind.ACCEPT;
import static pk.rabta.referral.lifecycle.CommandKind.ACKNOWLEDGE;
import static pk.rabta.referral.lifecycle.CommandKind.CANCEL;
import static pk.rabta.referral.lifecycle.CommandKind.COMPLETE;
import static pk.rabta.referral.lifecycle.CommandKind.CONFIRM_CANCELLATION;
import static pk.rabta.referral.lifecycle.CommandKind.ENTER_IN_ERROR;
import static pk.rabta.referral.lifecycle.CommandKind.EXPIRE;
import static pk.rabta.referral.lifecycle.CommandKind.FAIL;
import static pk.rabta.referral.lifecycle.CommandKind.HOLD;
import static pk.rabta.referral.lifecycle.CommandKind.PROGRESS;
import static pk.rabta.referral.lifecycle.CommandKind.REJECT;
import static pk.rabta.referral.lifecycle.CommandKind.RELEASE;
import static pk.rabta.referral.lifecycle.CommandKind.RESUME;
import static pk.rabta.referral.lifecycle.CommandKind.START;
import static pk.rabta.referral.lifecycle.CommandKind.UNACCEPT;
import static pk.rabta.referral.lifecycle.Guard.AS_PROXY;
import static pk.rabta.referral.lifecycle.Guard.CANCEL_TIME_OVER;
import static pk.rabta.referral.lifecycle.Guard.DISPATCHED;
import static pk.rabta.referral.lifecycle.Guard.ESCALATED;
import static pk.rabta.referral.lifecycle.Guard.EXPIRY_PASSED;
import static pk.rabta.referral.lifecycle.Guard.NOT_DISPATCHED;
import static pk.rabta.referral.lifecycle.Guard.NOT_IN_FLIGHT;
import static pk.rabta.referral.lifecycle.Guard.NO_SUCCESSOR;
import static pk.rabta.referral.lifecycle.Guard.NO_WORK_RECORDED;
import static pk.rabta.referral.lifecycle.Guard.OUTCOME_TOLD;
import static pk.rabta.referral.lifecycle.Guard.PRECONDITIONS_MET;
import static pk.rabta.referral.lifecycle.Guard.SOON_AFTER_ACCEPTANCE;
import static pk.rabta.referral.lifecycle.ReferralStatus.ACCEPTED;
import static pk.rabta.referral.lifecycle.ReferralStatus.CANCELLATION_REQUESTED;
import static pk.rabta.referral.lifecycle.ReferralStatus.CANCELLED;
import static pk.rabta.referral.lifecycle.ReferralStatus.COMPLETED;
import static pk.rabta.referral.lifecycle.ReferralStatus.ENTERED_IN_ERROR;
import static pk.rabta.referral.lifecycle.ReferralStatus.EXPIRED;
import static pk.rabta.referral.lifecycle.ReferralStatus.FAILED;
import static pk.rabta.referral.lifecycle.ReferralStatus.IN_PROGRESS;
import static pk.rabta.referral.lifecycle.ReferralStatus.ON_HOLD;
import static pk.rabta.referral.lifecycle.ReferralStatus.RECEIVED;
import static pk.rabta.referral.lifecycle.ReferralStatus.REJECTED;
import static pk.rabta.referral.lifecycle.ReferralStatus.REQUESTED;
import static pk.rabta.referral.lifecycle.ReferralStatus.WAITING;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of transitions: all that may ever happen to a referral once it exists. */
final class Transitions {

    private static final Set<Actor> SOURCE = Set.of(VSO, VICTIM, HUB);
    private static final Set<Actor> BY_PARTNER = Set.of(PARTNER);
    private static final Set<ReferralStatus> ACTIVE = Set.of(ACCEPTED, IN_PROGRESS, ON_HOLD);
    private static final Set<ReferralStatus> ANY = EnumSet.complementOf(EnumSet.of(ENTERED_IN_ERROR));

    static final List<Transition> TABLE = List.of(
        row("T2b", Set.of(WAITING), RELEASE, REQUESTED, Set.of(HUB, VSO), PRECONDITIONS_MET),
        row("T3", Set.of(REQUESTED), ACKNOWLEDGE, RECEIVED, Set.of(HUB, PARTNER), DISPATCHED),
        row("T4", Set.of(REQUESTED), ACCEPT, ACCEPTED, BY_PARTNER, DISPATCHED),
        row("T4", Set.of(RECEIVED), ACCEPT, ACCEPTED, BY_PARTNER),
        row("T4", Set.of(REQUESTED, RECEIVED), ACCEPT, ACCEPTED, Set.of(VSO), AS_PROXY),
        row("T5", Set.of(REQUESTED), REJECT, REJECTED, BY_PARTNER, DISPATCHED),
        row("T5", Set.of(RECEIVED), REJECT, REJECTED, BY_PARTNER),
        row("T6", Set.of(ACCEPTED), UNACCEPT, RECEIVED, BY_PARTNER, NO_WORK_RECORDED, SOON_AFTER_ACCEPTANCE),
        row("T7", Set.of(ACCEPTED), START, IN_PROGRESS, BY_PARTNER),
        row("T8", Set.of(IN_PROGRESS), PROGRESS, IN_PROGRESS, BY_PARTNER),
        row("T9", Set.of(ACCEPTED, IN_PROGRESS), HOLD, ON_HOLD, BY_PARTNER),
        row("T9", Set.of(ON_HOLD), RESUME, IN_PROGRESS, BY_PARTNER),
        row("T10", ACTIVE, COMPLETE, COMPLETED, BY_PARTNER, OUTCOME_TOLD),
        row("T11", ACTIVE, REJECT, REJECTED, BY_PARTNER),
        row("T12", ACTIVE, FAIL, FAILED, BY_PARTNER),
        row("T13", Set.of(WAITING), CANCEL, CANCELLED, SOURCE),
        row("T13", Set.of(REQUESTED), CANCEL, CANCELLED, SOURCE, NOT_DISPATCHED),
        row("T14", Set.of(REQUESTED), CANCEL, CANCELLATION_REQUESTED, SOURCE, DISPATCHED),
        row("T14", Set.of(RECEIVED, ACCEPTED, IN_PROGRESS, ON_HOLD), CANCEL, CANCELLATION_REQUESTED, SOURCE),
        row("T15", Set.of(CANCELLATION_REQUESTED), CONFIRM_CANCELLATION, CANCELLED, BY_PARTNER),
        row("T15", Set.of(CANCELLATION_REQUESTED), CONFIRM_CANCELLATION, CANCELLED, Set.of(HUB), CANCEL_TIME_OVER),
        row("T15", Set.of(CANCELLATION_REQUESTED), CONFIRM_CANCELLATION, CANCELLED, Set.of(HUB), NOT_DISPATCHED),
        row("T15b", Set.of(CANCELLATION_REQUESTED), REJECT, REJECTED, BY_PARTNER),
        row("T15b", Set.of(CANCELLATION_REQUESTED), FAIL, FAILED, BY_PARTNER),
        row("T16", Set.of(CANCELLATION_REQUESTED), COMPLETE, COMPLETED, BY_PARTNER, OUTCOME_TOLD),
        row("T17", Set.of(WAITING, RECEIVED), EXPIRE, EXPIRED, Set.of(HUB), EXPIRY_PASSED, ESCALATED),
        row("T17", Set.of(REQUESTED), EXPIRE, EXPIRED, Set.of(HUB), EXPIRY_PASSED, ESCALATED, NOT_IN_FLIGHT),
        row("T18", ANY, ENTER_IN_ERROR, ENTERED_IN_ERROR, Set.of(SUPERVISOR)),
        row("T20", Set.of(EXPIRED), ACCEPT, ACCEPTED, BY_PARTNER, NO_SUCCESSOR),
        row("T20", Set.of(EXPIRED), REJECT, REJECTED, BY_PARTNER, NO_SUCCESSOR),
        row("T20", Set.of(EXPIRED), COMPLETE, COMPLETED, BY_PARTNER, NO_SUCCESSOR, OUTCOME_TOLD));

    /** The partner's updates that may imply steps which it never told ... */
    static final Set<CommandKind> IMPLYING = Set.of(START, PROGRESS, HOLD, RESUME, COMPLETE, FAIL);
    /** ... and what they imply. */
    static final Set<CommandKind> IMPLIED = Set.of(ACCEPT, START, RESUME);

    /** Where a command comes too late to mean anything, because messages overtake each other: nothing changes. */
    static final Map<CommandKind, Set<ReferralStatus>> PASSED = Map.of(
        ACKNOWLEDGE, EnumSet.complementOf(EnumSet.of(WAITING, REQUESTED)),
        ACCEPT, EnumSet.of(IN_PROGRESS, ON_HOLD));

    private Transitions() {
    }

    private static Transition row(String id, Set<ReferralStatus> from, CommandKind command, ReferralStatus to,
                                  Set<Actor> actors, Guard... guards) {
        return new Transition(id, from, command, to, actors, List.of(guards));
    }
}
