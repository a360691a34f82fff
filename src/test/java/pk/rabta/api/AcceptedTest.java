package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of the forms that there are, a caller gets the one that it likes best, or is told which there are. */
class AcceptedTest {

    private static final List<String> FORMS = List.of("application/json", "text/csv");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*/*|application/json", "text/csv|text/csv", "text/*|text/csv",
        "text/csv;q=0.5, application/json;q=0.4|text/csv", "application/json;q=0.1, */*|text/csv",
        "text/html, */*;q=0.8|application/json", "''|application/json"})
    void theBestOfThem(String accept, String form) {
        assertThat(Accepted.of(FORMS, accept)).isEqualTo(form);
    }

    @Test
    void noneOfThemIs406() {
        for (String accept : List.of("text/html", "application/json;q=0, text/csv;q=0", "no type")) {
            assertThatThrownBy(() -> Accepted.of(FORMS, accept)).isInstanceOfSatisfying(ProblemException.class, problem ->
                    assertThat(problem.problem().type()).isEqualTo(ProblemType.NOT_ACCEPTABLE));
        }
        assertThat(Accepted.of(FORMS, null)).isEqualTo("application/json");
    }
}
