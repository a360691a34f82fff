package pk.rabta.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.time.Pakistan;

/**
 * Whole days of Pakistan.
 *
 * @param from  the first day
 * @param to    the last day
 * @param since from when on what is still open counts: the first day's beginning, or earlier
 */
record Period(LocalDate from, LocalDate to, Instant since) {

    /** A report of more days is asked for in parts: it is made at once, in memory. */
    static final int MOST_DAYS = 92;

    /** These days, and what is open of them. */
    static Period of(LocalDate from, LocalDate to) {
        return new Period(from, to, Pakistan.startOf(from));
    }

    /** So many days up to this one, and whatever is open from before. */
    static Period ending(LocalDate to, int days) {
        return new Period(to.minusDays(days - 1L), to, Instant.EPOCH);
    }

    /**
     * What a request asks for. Where it names no first day: what the rounds see, so that whoever follows the alert finds
     * what it told of.
     *
     * @param usual how many days the rounds look at
     */
    static Period of(ApiRequest request, Instant now, int usual) {
        LocalDate to = day(request, "to", Pakistan.day(now));
        if (request.textOrNull("from") == null) {
            return ending(to, usual);
        }
        LocalDate from = day(request, "from", to);
        if (from.isAfter(to)) {
            throw wrong("Must not be after to", "to کے بعد کا دن نہیں ہو سکتا");
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw wrong("From here to to are more than " + MOST_DAYS + " days: ask for them in parts",
                    "یہاں سے to تک " + MOST_DAYS + " سے زیادہ دن ہیں: حصوں میں مانگیں");
        }
        return of(from, to);
    }

    private static LocalDate day(ApiRequest request, String name, LocalDate otherwise) {
        String text = request.textOrNull(name);
        return text == null ? otherwise : LocalDate.parse(text);
    }

    private static ProblemException wrong(String en, String ur) {
        return ProblemType.VALIDATION_FAILED.detail("1 part of the request breaks the contract.",
                "درخواست کا ایک حصہ معاہدے کے مطابق نہیں۔")
                .violations(List.of(new Violation("?from", Text.of(en, ur), "range"))).exception();
    }

    Instant start() {
        return Pakistan.startOf(from);
    }

    /** When it is over: the beginning of the day after. */
    Instant end() {
        return Pakistan.startOf(to.plusDays(1));
    }

    /** No row of these days has a lesser key: keys are UUIDv7, made within the hour in which the row is dated. */
    UUID firstKey() {
        return key(start().minus(1, ChronoUnit.HOURS));
    }

    /** Every row of these days has a lesser key. */
    UUID endKey() {
        return key(end().plus(1, ChronoUnit.HOURS));
    }

    /** The days, all of them. */
    List<LocalDate> days() {
        return from.datesUntil(to.plusDays(1)).toList();
    }

    private static UUID key(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }
}
