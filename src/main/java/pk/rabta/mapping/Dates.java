package pk.rabta.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pk.rabta.time.Pakistan;

/** Dates from one pattern to another, strictly: 31 February and {@code 3/4/25} are refused, never guessed. */
final class Dates {


    /** Patterns come from files, so this is as small as the files are few. */
    private static final Map<String, DateTimeFormatter> FORMATS = new ConcurrentHashMap<>(Map.of(
            "date", DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT),
            "instant", DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT)));

    private Dates() {}

    static String convert(String value, String from, String to) {
        TemporalAccessor parsed;
        try {
            parsed = format(from).parseBest(value, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeException e) {
            throw new Refusal(
                    "a date is not written as " + from,
                    "Correct the date at its source, or the pattern in the mapping.");
        }
        try {
            return to.equals("instant")
                    ? DateTimeFormatter.ISO_INSTANT.format(instant(parsed))
                    : format(to).format(fit(parsed, to));
        } catch (DateTimeException e) {
            throw new Refusal(
                    "a date written as " + from + " cannot be written as " + to,
                    "Correct the patterns in the mapping.");
        }
    }

    private static Instant instant(TemporalAccessor time) {
        return switch (time) {
            case OffsetDateTime offset -> offset.toInstant();
            case LocalDateTime local -> local.atZone(Pakistan.ZONE).toInstant();
            default -> throw new DateTimeException("no time of day");
        };
    }

    /** A time with an offset becomes local time in Pakistan where the target shows no offset, and vice versa. */
    private static TemporalAccessor fit(TemporalAccessor time, String to) {
        boolean wantsOffset = to.replaceAll("'[^']*'", "").matches(".*[XxZOVz].*");
        return switch (time) {
            case OffsetDateTime offset when wantsOffset -> offset.withOffsetSameInstant(ZoneOffset.UTC);
            case OffsetDateTime offset -> offset.atZoneSameInstant(Pakistan.ZONE).toLocalDateTime();
            case LocalDateTime local when wantsOffset -> local.atZone(Pakistan.ZONE).toOffsetDateTime();
            default -> time;
        };
    }

    private static DateTimeFormatter format(String pattern) {
        return FORMATS.computeIfAbsent(pattern, Dates::compile);
    }

    private static DateTimeFormatter compile(String pattern) {
        if (pattern.replaceAll("'[^']*'", "").contains("y")) {
            throw new Refusal(
                    "pattern " + pattern + " has y, a year of an era", "Write the year as uuuu in the mapping.");
        }
        try {
            return new DateTimeFormatterBuilder()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new Refusal(pattern + " is no pattern of a date", "See java.time.format.DateTimeFormatter.");
        }
    }
}
