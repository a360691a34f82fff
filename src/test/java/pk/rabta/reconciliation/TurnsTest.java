package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/** Few reports at once, and what is said where one takes too long; whatever becomes of a report, its turn is free again. */
class TurnsTest {

    private final Turns turns =
            new Turns(new ReconciliationSettings(7, Duration.ofDays(14), Duration.ofDays(2), Duration.ofSeconds(90)));

    @Test
    void a_question_that_takes_too_long_says_what_to_ask_for() {
        for (int i = 0; i <= Turns.MOST; i++) {
            assertThatThrownBy(() -> turns.partner(tooLong())).isInstanceOfSatisfying(ProblemException.class, thrown -> {
                assertThat(thrown.problem().type()).isEqualTo(ProblemType.UNAVAILABLE);
                assertThat(thrown.problem().toString()).contains("90").contains("fewer days");
            });
        }
        assertThat(turns.<String>partner(() -> "made")).isEqualTo("made");
    }

    private static Supplier<String> tooLong() {
        return () -> {
            throw new QueryTimeoutException("statement timeout");
        };
    }

    @Test
    void partners_leave_one_to_who_runs_the_hub() {
        assertThat(turns.<String>partner(() -> {
            assertThatThrownBy(() -> turns.<String>partner(() -> "second")).isInstanceOf(ProblemException.class);
            return turns.admin(() -> {
                assertThatThrownBy(() -> turns.<String>admin(() -> "third")).isInstanceOf(ProblemException.class);
                return "second";
            });
        })).isEqualTo("second");
    }
}
