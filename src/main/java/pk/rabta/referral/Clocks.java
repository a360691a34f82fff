package pk.rabta.referral;

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

    Clocks(Catalogue catalogue, Partners partners, WorkingCalendar calendar) {
        this.catalogue = catalogue;
        this.partners = partners;
        this.calendar = calendar;
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

    /** Until when the partner may answer a cancellation request. */
    Instant cancelBy(Instant from, @Nullable String province) {
        return calendar.after(from, CANCEL_CONFIRM, province);
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
