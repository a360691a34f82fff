package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemException;

/** Days are Pakistan's, and a period is never so long that a report of it could not be made. */
class PeriodTest {

    /** In Pakistan the sixth of March has begun. */
    private static final Instant NOW = Instant.parse("2026-03-05T20:00:00Z");

    private static Period of(Map<String, Object> parameters) {
        return Period.of(new ApiRequest("getReconciliation", new Caller("admin", Set.of(), null, null, null, null, "admin"),
                parameters, null, null, Language.EN, null, ""), NOW, 7);
    }

    @Test
    void withoutDaysItIsWhatTheRoundsSee() {
        Period period = of(Map.of());
        assertThat(period.from()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(period.days()).hasSize(7).endsWith(LocalDate.of(2026, 3, 6));
        assertThat(period.end()).isEqualTo(Instant.parse("2026-03-06T19:00:00Z"));
        assertThat(period).isEqualTo(Period.ending(LocalDate.of(2026, 3, 6), 7));
        assertThat(of(Map.of("to", "2026-03-01")).since()).as("of what is open").isEqualTo(Instant.EPOCH);
        assertThat(of(Map.of("from", "2026-03-05")).since()).isEqualTo(Instant.parse("2026-03-04T19:00:00Z"));
    }

    @Test
    void tooManyDaysAndDaysCrossedAreRefused() {
        assertThat(of(Map.of("from", "2026-01-01", "to", "2026-04-02")).days()).hasSize(Period.MOST_DAYS);
        assertThatThrownBy(() -> of(Map.of("from", "2026-01-01", "to", "2026-04-03"))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> of(Map.of("from", "2026-03-07"))).isInstanceOf(ProblemException.class);
    }

    @Test
    void theKeysOfWhatIsMadeInItLieBetweenItsOwn() {
        Instant moment = Instant.parse("2026-03-05T19:00:00Z");
        Period day = Period.of(LocalDate.of(2026, 3, 6), LocalDate.of(2026, 3, 6));
        assertThat(day.start()).isEqualTo(moment);
        String key = UuidCreator.getTimeOrderedEpoch(moment).toString();
        assertThat(key).isGreaterThan(day.firstKey().toString()).isLessThan(day.endKey().toString());
        assertThat(UuidCreator.getTimeOrderedEpoch(moment.minusSeconds(7200)).toString()).isLessThan(day.firstKey().toString());
    }
}
