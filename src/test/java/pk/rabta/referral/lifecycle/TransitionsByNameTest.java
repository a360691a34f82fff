package pk.rabta.referral.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.referral.lifecycle.Actor.HUB;
import static pk.rabta.referral.lifecycle.Actor.PARTNER;
import static pk.rabta.referral.lifecycle.Actor.SUPERVISOR;
import static pk.rabta.referral.lifecycle.Actor.VICTIM;
import static pk.rabta.referral.lifecycle.Actor.VSO;
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
import static pk.rabta.referral.lifecycle.Situations.ENROLLED;
import static pk.rabta.referral.lifecycle.Situations.NOW;
import static pk.rabta.referral.lifecycle.Situations.REASON;
import static pk.rabta.referral.lifecycle.Situations.accepted;
import static pk.rabta.referral.lifecycle.Situations.at;
import static pk.rabta.referral.lifecycle.Situations.cancelling;
import static pk.rabta.referral.lifecycle.Situations.decide;
import static pk.rabta.referral.lifecycle.Situations.expiring;
import static pk.rabta.referral.lifecycle.Situations.inFlight;
import static pk.rabta.referral.lifecycle.Situations.overtaken;
import static pk.rabta.referral.lifecycle.Situations.replaced;
import static pk.rabta.referral.lifecycle.Situations.unsent;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pk.rabta.referral.lifecycle.Decision.Applied;
import pk.rabta.referral.lifecycle.Decision.Illegal;
import pk.rabta.referral.lifecycle.Decision.Recorded;
import pk.rabta.referral.lifecycle.LifecycleCommand.Accept;
import pk.rabta.referral.lifecycle.LifecycleCommand.Acknowledge;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.LifecycleCommand.Complete;
import pk.rabta.referral.lifecycle.LifecycleCommand.ConfirmCancellation;
import pk.rabta.referral.lifecycle.LifecycleCommand.EnterInError;
import pk.rabta.referral.lifecycle.LifecycleCommand.Expire;
import pk.rabta.referral.lifecycle.LifecycleCommand.Fail;
import pk.rabta.referral.lifecycle.LifecycleCommand.Hold;
import pk.rabta.referral.lifecycle.LifecycleCommand.Progress;
import pk.rabta.referral.lifecycle.LifecycleCommand.Reject;
import pk.rabta.referral.lifecycle.LifecycleCommand.Release;
import pk.rabta.referral.lifecycle.LifecycleCommand.Resume;
import pk.rabta.referral.lifecycle.LifecycleCommand.Start;
import pk.rabta.referral.lifecycle.LifecycleCommand.Unaccept;

class TransitionsByNameTest {

    @Test
    void t2aNewReferralIsRequested() {
        assertThat(Lifecycle.open(false)).isEqualTo(new Step("T2", null, REQUESTED, false));
    }

    @Test
    void t2bWaitsForAPreconditionAndIsReleasedWhenItIsMet() {
        assertThat(Lifecycle.open(true)).isEqualTo(new Step("T2b", null, WAITING, false));
        one("T2b", unsent(WAITING, false), new Release(), HUB, REQUESTED);
        illegal(unsent(WAITING, true), new Release(), HUB, "precondition");
    }

    @Test
    void t3ThePartnersSystemHasIt() {
        one("T3", at(REQUESTED), new Acknowledge("D-1"), HUB, RECEIVED);
        illegal(unsent(REQUESTED, false), new Acknowledge("D-1"), HUB, "not sent");
    }

    @Test
    void t4ThePartnerAccepts() {
        one("T4", at(REQUESTED), new Accept(false), PARTNER, ACCEPTED);
        one("T4", at(RECEIVED), new Accept(false), PARTNER, ACCEPTED);
        illegal(unsent(REQUESTED, false), new Accept(false), PARTNER, "not sent");
    }

    @Test
    void t4AnOfficerAcceptsOnlyAsProxy() {
        one("T4", at(RECEIVED), new Accept(true), VSO, ACCEPTED);
        illegal(at(RECEIVED), new Accept(false), VSO, "proxy");
        illegal(at(RECEIVED), new Accept(true), VICTIM, "Only VSO, PARTNER");
    }

    @Test
    void t5ThePartnerDeclines() {
        one("T5", at(REQUESTED), new Reject(REASON), PARTNER, REJECTED);
        one("T5", at(RECEIVED), new Reject(REASON), PARTNER, REJECTED);
        illegal(unsent(REQUESTED, false), new Reject(REASON), PARTNER, "not sent");
    }

    @Test
    void t6AnAcceptanceIsTakenBackOnlySoonAndBeforeAnyWork() {
        one("T6", accepted(Duration.ofHours(24), false), new Unaccept(), PARTNER, RECEIVED);
        illegal(accepted(Duration.ofHours(24).plusSeconds(1), false), new Unaccept(), PARTNER, "is over");
        illegal(accepted(Duration.ofHours(1), true), new Unaccept(), PARTNER, "Work was recorded");
        illegal(at(IN_PROGRESS), new Unaccept(), PARTNER, "IN_PROGRESS");
    }

    @Test
    void t7WorkBegins() {
        one("T7", at(ACCEPTED), new Start(), PARTNER, IN_PROGRESS);
    }

    @Test
    void t8WorkGoesOnAsOftenAsItIsTold() {
        one("T8", at(IN_PROGRESS), new Progress(), PARTNER, IN_PROGRESS);
    }

    @Test
    void t9WorkRestsAndGoesOn() {
        one("T9", at(ACCEPTED), new Hold(REASON, LocalDate.of(2026, 4, 1)), PARTNER, ON_HOLD);
        one("T9", at(IN_PROGRESS), new Hold(REASON, LocalDate.of(2026, 4, 1)), PARTNER, ON_HOLD);
        one("T9", at(ON_HOLD), new Resume(), PARTNER, IN_PROGRESS);
    }

    @Test
    void t9AHoldWithoutAReviewDateIsReviewedAfter14Days() {
        Applied none = (Applied) decide(at(ACCEPTED), new Hold(REASON, null), PARTNER);
        Applied given = (Applied) decide(at(ACCEPTED), new Hold(REASON, LocalDate.of(2026, 4, 1)), PARTNER);

        assertThat(none.command()).isEqualTo(new Hold(REASON, LocalDate.of(2026, 3, 19)));
        assertThat(given.command()).isEqualTo(new Hold(REASON, LocalDate.of(2026, 4, 1)));
    }

    @Test
    void t10TheLoopClosesWithAnOutcome() {
        Stream.of(ACCEPTED, IN_PROGRESS, ON_HOLD)
            .forEach(from -> one("T10", at(from), new Complete(ENROLLED), PARTNER, COMPLETED));
        illegal(at(ACCEPTED), new Complete(Outcome.of(OutcomeCode.OTHER)), PARTNER, "needs a text");
        one("T10", at(ACCEPTED), new Complete(new Outcome(OutcomeCode.OTHER, "Helped by a school", null, null, null)),
            PARTNER, COMPLETED);
    }

    @Test
    void t11ThePartnerDeclinesAfterAll() {
        Stream.of(ACCEPTED, IN_PROGRESS, ON_HOLD)
            .forEach(from -> one("T11", at(from), new Reject(REASON), PARTNER, REJECTED));
    }

    @Test
    void t12ItCouldNotBeDone() {
        Stream.of(ACCEPTED, IN_PROGRESS, ON_HOLD)
            .forEach(from -> one("T12", at(from), new Fail(REASON), PARTNER, FAILED));
    }

    @ParameterizedTest
    @EnumSource(names = {"VSO", "VICTIM", "HUB"})
    void t13WhatWasNotSentIsCancelledAtOnce(Actor actor) {
        one("T13", unsent(WAITING, true), new Cancel(REASON), actor, CANCELLED);
        one("T13", unsent(REQUESTED, false), new Cancel(REASON), actor, CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(names = {"VSO", "VICTIM", "HUB"})
    void t14WhatMayHaveLeftIsAskedBack(Actor actor) {
        Stream.of(REQUESTED, RECEIVED, ACCEPTED, IN_PROGRESS, ON_HOLD)
            .forEach(from -> one("T14", at(from), new Cancel(REASON), actor, CANCELLATION_REQUESTED));
        illegal(at(COMPLETED), new Cancel(REASON), actor, "COMPLETED");
    }

    @Test
    void t15ThePartnerConfirmsOrTheTimeIsOver() {
        one("T15", cancelling(NOW.plusSeconds(60)), new ConfirmCancellation(), PARTNER, CANCELLED);
        one("T15", cancelling(NOW), new ConfirmCancellation(), HUB, CANCELLED);
        illegal(cancelling(NOW.plusSeconds(1)), new ConfirmCancellation(), HUB, "still has time");
        illegal(cancelling(null), new ConfirmCancellation(), HUB, "still has time");
    }

    @Test
    void t15bThePartnerAnswersACancellationByItsOwnEnd() {
        one("T15b", cancelling(null), new Reject(REASON), PARTNER, REJECTED);
        one("T15b", cancelling(null), new Fail(REASON), PARTNER, FAILED);
    }

    @Test
    void t16ThePartnerCompletesBeforeTheCancellationReachesIt() {
        one("T16", cancelling(null), new Complete(ENROLLED), PARTNER, COMPLETED);
        illegal(cancelling(null), new Progress(), PARTNER, "CANCELLATION_REQUESTED");
    }

    @Test
    void t17ItExpiresOnlyPastItsLimitAndAfterAWarning() {
        Stream.of(WAITING, REQUESTED, RECEIVED).forEach(from -> {
            one("T17", expiring(from, NOW, true), new Expire(REASON), HUB, EXPIRED);
            illegal(expiring(from, NOW.plusSeconds(1), true), new Expire(REASON), HUB, "has not passed");
            illegal(expiring(from, null, true), new Expire(REASON), HUB, "there is none");
            illegal(expiring(from, NOW, false), new Expire(REASON), HUB, "escalate first");
        });
        illegal(expiring(ACCEPTED, NOW, true), new Expire(REASON), HUB, "ACCEPTED");
        illegal(inFlight(), new Expire(REASON), HUB, "may have arrived");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENTERED_IN_ERROR")
    void t18ASupervisorTakesBackWhatShouldNeverHaveBeen(ReferralStatus from) {
        one("T18", at(from), new EnterInError(REASON), SUPERVISOR, ENTERED_IN_ERROR);
        illegal(at(from), new EnterInError(REASON), VSO, "Only SUPERVISOR");
    }

    @Test
    void t19OnlyWhatEndedWithoutHelpMayBeReplaced() {
        assertThat(Stream.of(ReferralStatus.values()).filter(ReferralStatus::replaceable))
            .containsExactlyInAnyOrder(REJECTED, FAILED, EXPIRED, CANCELLED);
    }

    @Test
    void t20ALateAnswerCountsUnlessAnotherReferralTookThePlace() {
        one("T20", at(EXPIRED), new Accept(false), PARTNER, ACCEPTED);
        one("T20", at(EXPIRED), new Reject(REASON), PARTNER, REJECTED);
        one("T20", at(EXPIRED), new Complete(ENROLLED), PARTNER, COMPLETED);
        Stream.of(new Accept(false), new Reject(REASON), new Complete(ENROLLED), new Progress()).forEach(late ->
            assertThat(decide(replaced(), late, PARTNER)).isInstanceOfSatisfying(Recorded.class,
                recorded -> assertThat(recorded.why().en()).contains("newer referral")));
    }

    @Test
    void anEventOlderThanAnAppliedOneIsRecorded() {
        assertThat(decide(overtaken(ACCEPTED), new Complete(ENROLLED), PARTNER)).isInstanceOf(Recorded.class);
        assertThat(decide(overtaken(ACCEPTED), new Cancel(REASON), VSO)).isInstanceOf(Applied.class);
        assertThat(LifecycleState.overtaken(4L, 4L)).isFalse();
        assertThat(LifecycleState.overtaken(null, 4L)).isFalse();
        assertThat(LifecycleState.overtaken(4L, null)).isFalse();
    }

    private static void one(String id, LifecycleState state, LifecycleCommand command, Actor actor, ReferralStatus to) {
        assertThat(decide(state, command, actor)).isInstanceOfSatisfying(Applied.class, applied ->
            assertThat(applied.steps()).containsExactly(new Step(id, state.status(), to, false)));
    }

    private static void illegal(LifecycleState state, LifecycleCommand command, Actor actor, String words) {
        assertThat(decide(state, command, actor)).isInstanceOfSatisfying(Illegal.class, illegal -> {
            assertThat(illegal.current()).isEqualTo(state.status());
            assertThat(illegal.whatToDo().en()).contains(words);
            assertThat(illegal.whatToDo().ur()).isNotBlank();
        });
    }
}
