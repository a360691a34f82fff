package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.calendar.WorkingCalendar;
import pk.rabta.query.Times;

/** By when a basis other than CONSENT is reviewed: as asked, within what its kind allows. */
@Component
class ReviewDates {

    private static final String MEMBER = "reviewAt";

    private final WorkingCalendar calendar;
    private final ConsentSettings settings;

    ReviewDates(WorkingCalendar calendar, ConsentSettings settings) {
        this.calendar = calendar;
        this.settings = settings;
    }

    /** Adds what is wrong with the day that a record or a review names, if it names one. */
    void check(JsonNode asked, String basis, @Nullable String province, Instant now, List<Violation> broken) {
        if (!asked.hasNonNull(MEMBER)) {
            return;
        }
        Instant at = Times.read(asked.get(MEMBER).asText(), "/" + MEMBER);
        if ("CONSENT".equals(basis)) {
            broken.add(new Violation("/" + MEMBER, Text.of("What a person consented to is not reviewed: leave it out, "
                    + "and give validTo where it ends.",
                    "رضامندی پر نظرثانی نہیں ہوتی: یہ نہ لکھیں، اور مدت ختم ہونی ہو تو validTo دیں۔"), "review"));
        } else if (!at.isAfter(now) || at.isAfter(longest(basis, province, now))) {
            String latest = longest(basis, province, now).toString();
            broken.add(new Violation("/" + MEMBER, Text.of("Must be in the future, and for " + basis
                    + " by " + latest + " at the latest.",
                    "مستقبل میں اور " + basis + " کے لیے زیادہ سے زیادہ " + latest + " تک ہونا چاہیے۔"), "review"));
        }
    }

    /** The day that holds: the one that was asked for, or the usual one. None for CONSENT. */
    @Nullable Instant of(JsonNode asked, String basis, @Nullable String province, Instant now) {
        if ("CONSENT".equals(basis)) {
            return null;
        }
        if (asked.hasNonNull(MEMBER)) {
            return Times.read(asked.get(MEMBER).asText(), "/" + MEMBER);
        }
        Instant longest = longest(basis, province, now);
        Instant usual = vital(basis) ? calendar.after(now, settings.reviewVital(), province) : longest;
        return usual.isBefore(longest) ? usual : longest;
    }

    private Instant longest(String basis, @Nullable String province, Instant now) {
        return calendar.after(now, vital(basis) ? settings.reviewVitalLongest() : settings.reviewLongest(), province);
    }

    private static boolean vital(String basis) {
        return "VITAL_INTEREST".equals(basis);
    }
}
