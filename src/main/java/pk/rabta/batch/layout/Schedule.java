package pk.rabta.batch.layout;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import pk.rabta.time.Pakistan;

/** When lists go out: {@code every 5s}, or {@code monthly 1 02:00} (day 1 to 28, time of Pakistan). */
public sealed interface Schedule {

    /** The first time after another one. */
    Instant after(Instant last);

    /** At equal distances. */
    record Every(Duration distance) implements Schedule {

        @Override
        public Instant after(Instant last) {
            return last.plus(distance);
        }
    }

    /** Once a month. */
    record Monthly(int day, LocalTime time) implements Schedule {

        @Override
        public Instant after(Instant last) {
            ZonedDateTime local = last.atZone(Pakistan.ZONE);
            ZonedDateTime same = local.withDayOfMonth(day).with(time);
            return (same.isAfter(local) ? same : same.plusMonths(1)).toInstant();
        }
    }

    /** @throws IllegalArgumentException saying how to write it */
    static Schedule parse(String text) {
        Matcher monthly = Pattern.compile("monthly (\\d|1\\d|2[0-8]) ([01]\\d:[0-5]\\d|2[0-3]:[0-5]\\d)")
                .matcher(text.strip());
        if (monthly.matches() && !monthly.group(1).equals("0")) {
            return new Monthly(Integer.parseInt(monthly.group(1)), LocalTime.parse(monthly.group(2)));
        }
        if (text.strip().startsWith("every ")) {
            return new Every(DurationStyle.detectAndParse(text.strip().substring(6)));
        }
        throw new IllegalArgumentException("'" + text + "' is no schedule: write 'every 5s' or 'monthly 1 02:00'");
    }
}
