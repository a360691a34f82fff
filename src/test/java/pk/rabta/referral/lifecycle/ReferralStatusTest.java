package pk.rabta.referral.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReferralStatusTest {

    @ParameterizedTest
    @CsvSource({
        "WAITING, on-hold, precondition, , draft, draft,",
        "REQUESTED, requested, , , requested, requested,",
        "RECEIVED, received, , , requested, requested, received",
        "ACCEPTED, accepted, , , accepted, accepted,",
        "IN_PROGRESS, in-progress, , , in-progress, in-progress,",
        "ON_HOLD, on-hold, , , on-hold, on-hold,",
        "CANCELLATION_REQUESTED, in-progress, cancellation-requested, , in-progress, in-progress,"
            + " cancellation-requested",
        "COMPLETED, completed, , , completed, completed,",
        "REJECTED, rejected, , , rejected, failed,",
        "CANCELLED, cancelled, , , cancelled, cancelled,",
        "FAILED, failed, , , failed, failed,",
        "EXPIRED, cancelled, , expired-no-response, cancelled, cancelled,",
        "ENTERED_IN_ERROR, entered-in-error, , , entered-in-error, entered-in-error,"
    })
    void everyStatusHasItsProjections(ReferralStatus status, String fhir, String business, String reason,
                                      String before, String after, String gravityBusiness) {
        assertThat(status.fhir()).isEqualTo(new TaskView(fhir, business, reason));
        assertThat(status.gravity(false)).isEqualTo(new TaskView(before, gravityBusiness, null));
        assertThat(status.gravity(true)).isEqualTo(new TaskView(after, gravityBusiness, null));
    }

    @Test
    void sixOfThirteenAreTerminal() {
        assertThat(ReferralStatus.values()).hasSize(13);
        assertThat(Stream.of(ReferralStatus.values()).filter(ReferralStatus::terminal)).extracting(Enum::name)
            .containsExactly("COMPLETED", "REJECTED", "CANCELLED", "FAILED", "EXPIRED", "ENTERED_IN_ERROR");
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeHasOneOfGravitysCodes(OutcomeCode code) {
        String expected = switch (code) {
            case ENROLLED, ALREADY_ENROLLED, SERVICE_DELIVERED -> "enrolled";
            case WAITLISTED -> "not-enrolled-on-waitlist";
            default -> "not-enrolled";
        };
        assertThat(code.gravity()).isEqualTo(expected);
        assertThat(code.served()).isEqualTo(expected.equals("enrolled"));
    }

    @ParameterizedTest
    @EnumSource
    void aCommandsWordLeadsBackToIt(CommandKind kind) {
        assertThat(CommandKind.of(kind.word())).contains(kind);
        assertThat(Situations.command(kind).kind()).isEqualTo(kind);
        assertThat(CommandKind.of(kind.name())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "funds", "Funds.exhausted", "funds.", "funds.not exhausted"})
    void aReasonNeedsACodeOfTheList(String code) {
        assertThatThrownBy(() -> Reason.of(code)).hasMessageContaining("group.what-it-is");
    }
}
