package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.layout.InboundKind;

class RowDaysTest {

    /** The 21st in Pakistan. */
    private static final Instant NOW = Instant.parse("2026-03-20T20:00:00Z");

    @ParameterizedTest
    @CsvSource({"2026-03-22,row.date-to-come", "9999-12-31,row.date-far-off", "1900-01-01,row.date-far-off"})
    void whatHasHappenedDidSoByToday(String day, String code) {
        assertThat(problems(BatchFixtures.istehqaq(), "issue_date", day)).containsExactly(
                new RowProblem(code, "issue_date"));
        assertThat(problems(BatchFixtures.payments(), "paid_on", day)).containsExactly(new RowProblem(code, "paid_on"));
    }

    @Test
    void todayIsPakistans() {
        assertThat(problems(BatchFixtures.payments(), "paid_on", "2026-03-21")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-09-19,", "2006-03-21,", "2031-03-21,", "2031-03-22,row.date-far-off", "9999-12-31,row.date-far-off"})
    void whatIsToComeIsNotFarOff(String day, String code) {
        assertThat(problems(BatchFixtures.istehqaq(), "valid_to", day)).extracting(RowProblem::code)
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    private static List<RowProblem> problems(InboundKind kind, String column, String day) {
        return RowDays.problems(JsonNodeFactory.instance.objectNode().put(column, day), kind, NOW);
    }
}
