package pk.rabta.api.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import pk.rabta.api.Masked;
import pk.rabta.api.WebAddress;
import pk.rabta.time.Pakistan;

/** The contract's own formats: what members of that name must be besides what their patterns say. */
final class ContractFormats {

    /** What to answer where a format of ours is broken. */
    static final Map<String, Rule> RULES = Map.of("safe-hours", Rule.SAFE_HOURS, "past-date", Rule.NOT_LATER,
        "past-date-time", Rule.NOT_LATER, "web-address", Rule.WEB_ADDRESS, "public-web-address",
        Rule.PUBLIC_WEB_ADDRESS, "no-numbers", Rule.NO_NUMBERS);

    private static final int HALF_A_DAY = 12 * 60 * 60;
    private static final int DAY = 2 * HALF_A_DAY;

    private ContractFormats() {
    }

    static List<Format> all(Clock clock) {
        return List.of(new Own("safe-hours", ContractFormats::safeHours),
            new Own("past-date", text -> past(LocalDate.parse(text), clock)),
            new Own("past-date-time", text -> past(Pakistan.day(OffsetDateTime.parse(text).toInstant()),
                clock)),
            new Own("web-address", WebAddress::isSound), new Own("public-web-address", WebAddress::isOutside),
            new Own("no-numbers", text -> Masked.name(text).equals(text)));
    }

    /** An end before the start is on the next day; a night is no longer than half a day, a mix-up of the two is. */
    private static boolean safeHours(String text) {
        String[] ends = text.split("-", 2);
        if (ends.length < 2) {
            return false;
        }
        int length = LocalTime.parse(ends[1]).toSecondOfDay() - LocalTime.parse(ends[0]).toSecondOfDay();
        return length > 0 || length < 0 && length + DAY <= HALF_A_DAY;
    }

    /** Whoever reports it is in Pakistan, whatever offset the tool writes. */
    private static boolean past(LocalDate date, Clock clock) {
        return !Pakistan.isToCome(date, clock.instant());
    }

    private record Own(String getName, Predicate<String> holds) implements Format {

        @Override
        public boolean matches(ExecutionContext context, String text) {
            try {
                return holds.test(text);
            } catch (DateTimeException unreadable) {
                return false;
            }
        }
    }
}
