package pk.rabta.referral.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.referral.lifecycle.Situations.at;
import static pk.rabta.referral.lifecycle.Situations.command;
import static pk.rabta.referral.lifecycle.Situations.decide;
import static pk.rabta.referral.lifecycle.Situations.unsent;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.referral.lifecycle.Decision.Allowed;
import pk.rabta.referral.lifecycle.Decision.Applied;
import pk.rabta.referral.lifecycle.Decision.Illegal;
import pk.rabta.referral.lifecycle.Decision.Unchanged;

class ImpliedStepsTest {

    /** Implied steps stand in brackets. */
    @ParameterizedTest
    @CsvSource({
        "REQUESTED, PROGRESS, (T4) (T7), IN_PROGRESS",
        "RECEIVED,  PROGRESS, (T4) (T7), IN_PROGRESS",
        "REQUESTED, START,    (T4) T7,   IN_PROGRESS",
        "REQUESTED, HOLD,     (T4) T9,   ON_HOLD",
        "REQUESTED, COMPLETE, (T4) T10,  COMPLETED",
        "RECEIVED,  COMPLETE, (T4) T10,  COMPLETED",
        "RECEIVED,  FAIL,     (T4) T12,  FAILED",
        "ACCEPTED,  PROGRESS, (T7),      IN_PROGRESS",
        "ON_HOLD,   PROGRESS, (T9),      IN_PROGRESS",
        "ON_HOLD,   START,    (T9),      IN_PROGRESS",
        "EXPIRED,   PROGRESS, (T20) (T7), IN_PROGRESS",
        "EXPIRED,   FAIL,     (T20) T12, FAILED"
    })
    void anUpdateWalksTheShortestLegalPath(ReferralStatus from, CommandKind kind, String way, ReferralStatus to) {
        assertThat(decide(at(from), command(kind), Actor.PARTNER)).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.steps().stream().map(step -> step.implied() ? "(" + step.transition() + ")"
                : step.transition()).collect(Collectors.joining(" "))).isEqualTo(way);
            assertThat(applied.steps().getFirst().from()).isEqualTo(from);
            assertThat(applied.status()).isEqualTo(to);
        });
    }

    @Test
    void nothingIsImpliedAboutAReferralThatThePartnerCannotKnow() {
        assertThat(decide(unsent(ReferralStatus.REQUESTED, false), command(CommandKind.COMPLETE), Actor.PARTNER))
            .isInstanceOfSatisfying(Illegal.class,
                illegal -> assertThat(illegal.whatToDo().en()).contains("not sent to the partner"));
    }

    @ParameterizedTest
    @CsvSource({"UNACCEPT, REQUESTED", "CONFIRM_CANCELLATION, ACCEPTED", "PROGRESS, COMPLETED", "COMPLETE, CANCELLED"})
    void whatMakesNoSenseIsNotMadeSenseOf(CommandKind kind, ReferralStatus from) {
        assertThat(decide(at(from), command(kind), Actor.PARTNER)).isInstanceOf(Illegal.class);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED, RELEASE, HUB", "RECEIVED, ACKNOWLEDGE, HUB", "ACCEPTED, ACCEPT, PARTNER",
        "RECEIVED, UNACCEPT, PARTNER",
        "REJECTED, REJECT, PARTNER", "IN_PROGRESS, START, PARTNER", "IN_PROGRESS, RESUME, PARTNER",
        "ON_HOLD, HOLD, PARTNER", "COMPLETED, COMPLETE, PARTNER", "FAILED, FAIL, PARTNER",
        "CANCELLATION_REQUESTED, CANCEL, VSO", "CANCELLED, CANCEL, VICTIM", "CANCELLED, CONFIRM_CANCELLATION, HUB",
        "EXPIRED, EXPIRE, HUB", "ENTERED_IN_ERROR, ENTER_IN_ERROR, SUPERVISOR",
        // Overtaken by what came of it.
        "ACCEPTED, ACKNOWLEDGE, HUB", "CANCELLED, ACKNOWLEDGE, HUB", "IN_PROGRESS, ACCEPT, PARTNER"
    })
    void whatIsSoAlreadyChangesNothing(ReferralStatus status, CommandKind kind, Actor actor) {
        assertThat(decide(at(status), command(kind), actor)).isInstanceOfSatisfying(Unchanged.class,
            unchanged -> assertThat(unchanged.why().en()).contains(status.name()));
    }

    @Test
    void aRefusalListsWhatThisActorMayDo() {
        Illegal partner = (Illegal) decide(at(ReferralStatus.CANCELLATION_REQUESTED), command(CommandKind.HOLD),
            Actor.PARTNER);
        Illegal victim = (Illegal) decide(at(ReferralStatus.ACCEPTED), command(CommandKind.COMPLETE), Actor.VICTIM);

        assertThat(partner.allowed()).containsExactlyInAnyOrder(
            new Allowed(CommandKind.REJECT, ReferralStatus.REJECTED),
            new Allowed(CommandKind.COMPLETE, ReferralStatus.COMPLETED),
            new Allowed(CommandKind.FAIL, ReferralStatus.FAILED),
            new Allowed(CommandKind.CONFIRM_CANCELLATION, ReferralStatus.CANCELLED));
        assertThat(victim.allowed())
            .containsExactly(new Allowed(CommandKind.CANCEL, ReferralStatus.CANCELLATION_REQUESTED));
        assertThat(victim.whatToDo().en()).isEqualTo("Only PARTNER may complete a referral.");
    }
}
