package pk.rabta.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import pk.rabta.time.Pakistan;

/** A list of holidays that ends makes terms in working days too short: it must be extended in time. */
@Component
class HolidaysHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(HolidaysHealthIndicator.class);
    private static final int DAYS = 60;
    private static final String WHAT_TO_DO =
            "add the holidays of the coming year to config/calendars/holidays.yaml and restart";

    private final WorkingCalendar calendar;
    private final Clock clock;

    HolidaysHealthIndicator(WorkingCalendar calendar, Clock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** One line at the start, while there is time left. */
    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        if (ends()) {
            LOG.warn("The calendar of holidays ends {}: {}", until(), WHAT_TO_DO);
        }
    }

    @Override
    public Health health() {
        Health.Builder health = ends() ? Health.status("DEGRADED").withDetail("todo", WHAT_TO_DO) : Health.up();
        return health.withDetail("until", until()).build();
    }

    private boolean ends() {
        LocalDate limit = Pakistan.day(clock.instant()).plusDays(DAYS);
        return calendar.lastHoliday().filter(last -> !last.isBefore(limit)).isEmpty();
    }

    private String until() {
        Optional<LocalDate> last = calendar.lastHoliday();
        return last.isPresent() ? last.get().toString() : "before it began";
    }
}
