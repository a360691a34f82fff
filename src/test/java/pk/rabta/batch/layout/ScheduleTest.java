package pk.rabta.batch.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules of lists, in the time of Pakistan. */
class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
            "monthly 1 02:00, 2026-02-15T00:00:00Z, 2026-02-28T21:00:00Z",
            "monthly 1 02:00, 2026-02-28T21:00:00Z, 2026-03-31T21:00:00Z",
            "monthly 28 23:30, 2026-12-28T18:30:00Z, 2027-01-28T18:30:00Z",
            "every 5s, 2026-02-15T00:00:00Z, 2026-02-15T00:00:05Z"})
    void after_shouldGiveTheNextTime(String schedule, Instant last, Instant next) {
        assertThat(Schedule.parse(schedule).after(last)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monthly 0 02:00", "monthly 29 02:00", "monthly 1 24:00", "weekly", "", "every day"})
    void parse_shouldRefuse(String schedule) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.parse(schedule));
    }

    @Test
    void layout_shouldNameTheKeyThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchLayout("p", Map.of("schedule", "weekly")).check(Set.of()))
                .withMessageContaining("rabta.partners.p.options.schedule: 'weekly' is no schedule");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchLayout("p", Map.of("in.x.name", "[")))
                .withMessageContaining("rabta.partners.p.options.in.x.");
    }
}
