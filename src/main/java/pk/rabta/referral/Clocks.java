package pk.rabta.referral;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.calendar.WorkingCalendar;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.partner.Term;

/** When a referral's clocks end: the programme's terms, else its partner's. */
@Component
public class Clocks {

    private static final Term CANCEL_CONFIRM = new Term(2, Term.Unit.WORKING_DAYS);

    private final Catalogue catalogue;
    private final Partners partners;
    private final WorkingCalendar calendar;
    private final NoticeSettings settings;

    Clocks(Catalogue catalogue, Partners partners, WorkingCalendar calendar, NoticeSettings settings) {
        this.catalogue = catalogue;
        this.partners = partners;
        this.calendar = calendar;
        this.settings = settings;
    }

    /** Until when the partner's system should have acknowledged; past it, the admin is told. */
    public Instant acknowledgeBy(String programme, Instant from, @Nullable String province) {
        return after(programme, "acknowledge", from, province);
    }

    /** Until when the partner should have answered. */
    Instant respondBy(String programme, Instant from, @Nullable String province) {
        return after(programme, "respond", from, province);
    }

    /** When an unanswered referral expires. */
    Instant expireAt(String programme, Instant from, @Nullable String province) {
        return after(programme, "expire", from, province);
    }

    /** The limit for a referral that cannot be delivered; null where there is none: then it waits as long as it must. */
    public @Nullable Instant undeliverableAt(String programme, Instant from, @Nullable String province) {
        return limit(programme, "undeliverable", from, province);
    }

    /** The limit for a referral that waits for what its programme asks; null where there is none. */
    public @Nullable Instant waitingUntil(String programme, Instant from, @Nullable String province) {
        return limit(programme, "waiting", from, province);
    }

    /** When the coming end of a clock that starts at {@code from} is announced; null where it has no end. */
    public @Nullable Instant dueSoonAt(Instant from, @Nullable Instant end) {
        if (end == null) {
            return null;
        }
        Instant late = from.plus(Duration.between(from, end).multipliedBy(3).dividedBy(4));
        Instant near = end.minus(settings.dueSoon());
        return near.isAfter(late) ? near : late;
    }

    /** Until when the partner may answer a cancellation request. */
    Instant cancelBy(Instant from, @Nullable String province) {
        return calendar.after(from, CANCEL_CONFIRM, province);
    }

    private @Nullable Instant limit(String programmeId, String clock, Instant from, @Nullable String province) {
        var programme = catalogue.get(programmeId);
        PartnerProfile.Clocks defaults = partners.get(programme.partner()).clocks();
        Term general = "waiting".equals(clock) ? defaults.waiting() : defaults.undeliverable();
        String own = programme.clocks().get(clock);
        Term term = own == null ? general : Term.parse(own);
        return term == null ? null : calendar.after(from, term, province);
    }

    private Instant after(String programmeId, String clock, Instant from, @Nullable String province) {
        var programme = catalogue.get(programmeId);
        Map<String, String> own = programme.clocks();
        PartnerProfile.Clocks defaults = partners.get(programme.partner()).clocks();
        Term term = own.containsKey(clock) ? Term.parse(own.get(clock)) : switch (clock) {
            case "acknowledge" -> defaults.acknowledge();
            case "respond" -> defaults.respond();
            default -> defaults.expire();
        };
        return calendar.after(from, term, province);
    }
}
