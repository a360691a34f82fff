package pk.rabta.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Term;
import pk.rabta.settings.WrongSettingsException;
import pk.rabta.settings.YamlFault;
import pk.rabta.time.Pakistan;

/** Counts terms in Pakistan's time; working days leave out weekends and the holidays of config/calendars. */
@Component
public class WorkingCalendar {

    private final List<Holiday> holidays;

    /**
     * A day on which offices are closed.
     *
     * @param provinces ISO 3166-2 codes; none: all
     */
    record Holiday(LocalDate date, String name, @Nullable Set<String> provinces) {}

    record File(List<Holiday> holidays) {}

    WorkingCalendar(@Value("${rabta.home:.}") String home) {
        this.holidays = read(Path.of(home, "config/calendars/holidays.yaml"));
    }

    /** When a term that starts then is over, in a province. */
    public Instant after(Instant start, Term term, @Nullable String province) {
        return switch (term.unit()) {
            case MINUTES -> start.plus(Duration.ofMinutes(term.amount()));
            case HOURS -> start.plus(Duration.ofHours(term.amount()));
            case DAYS -> start.plus(Duration.ofDays(term.amount()));
            case WORKING_DAYS -> workingDays(start, term.amount(), province);
        };
    }

    /** The last holiday that is known: after it every weekday counts as a working day. None without holidays. */
    Optional<LocalDate> lastHoliday() {
        return holidays.stream().map(Holiday::date).max(Comparator.naturalOrder());
    }

    private Instant workingDays(Instant start, int days, @Nullable String province) {
        Set<LocalDate> closed = new TreeSet<>();
        for (Holiday holiday : holidays) {
            if (holiday.provinces() == null || province != null && holiday.provinces().contains(province)) {
                closed.add(holiday.date());
            }
        }
        ZonedDateTime day = start.atZone(Pakistan.ZONE);
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (!weekend && !closed.contains(day.toLocalDate())) {
                left--;
            }
        }
        return day.toInstant();
    }

    private static List<Holiday> read(Path file) {
        ObjectMapper yaml = YAMLMapper.builder().addModule(new JavaTimeModule()).build();
        try {
            return Files.exists(file) ? yaml.readValue(file.toFile(), File.class).holidays() : List.of();
        } catch (JsonProcessingException e) {
            throw new WrongSettingsException(List.of(file + ": " + YamlFault.line(e)));
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
