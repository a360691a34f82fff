package pk.rabta.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
class HolidaysHealthIndicatorTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"2027-06-14T12:00:00Z,UP", "2027-06-15T18:59:59Z,UP", "2027-06-15T19:00:00Z,DEGRADED",
        "2028-01-01T00:00:00Z,DEGRADED"})
    void theCalendarIsExtendedInTime(Instant now, String status, CapturedOutput output) throws IOException {
        Path file = Files.createDirectories(home.resolve("config/calendars")).resolve("holidays.yaml");
        Files.writeString(file, """
                holidays:
                  - { date: 2027-08-14, name: Independence Day }
                  - { date: 2027-05-01, name: Labour Day }
                """);
        HolidaysHealthIndicator indicator = at(now);
        Health health = indicator.health();
        assertThat(health.getStatus().getCode()).isEqualTo(status);
        assertThat(health.getDetails()).containsEntry("until", "2027-08-14");
        indicator.warn();
        if (status.equals("UP")) {
            assertThat(output).doesNotContain("holidays");
        } else {
            assertThat(output).contains("ends 2027-08-14", "config/calendars/holidays.yaml");
        }
    }

    @Test
    void noCalendarIsOneThatEnded() {
        assertThat(at(Instant.EPOCH).health().getStatus().getCode()).isEqualTo("DEGRADED");
    }

    private HolidaysHealthIndicator at(Instant now) {
        return new HolidaysHealthIndicator(new WorkingCalendar(home.toString()), Clock.fixed(now, ZoneOffset.UTC));
    }
}
