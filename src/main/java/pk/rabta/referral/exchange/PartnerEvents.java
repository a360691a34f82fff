package pk.rabta.referral.exchange;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What partners told about referrals, each event once. */
@Component
class PartnerEvents {

    private final JdbcClient jdbc;

    PartnerEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether the event was not told before, under this id of the partner's.
     *
     * @param word the update's command, or {@code note}: reconciliation asks for it. Earlier rows have "handled"
     */
    boolean first(String partner, String eventId, String referralId, @Nullable UUID inboundId, String word, Instant now) {
        return jdbc.sql("""
                insert into partner_event (partner_id, event_id, referral_id, inbound_id, effect, recorded_at)
                values (:partner, :event, :referral, :inbound, :word, :now) on conflict do nothing""")
                .param("partner", partner).param("event", eventId).param("referral", referralId)
                .param("inbound", inboundId).param("word", word).param("now", Timestamp.from(now)).update() == 1;
    }

    /** A refused event has not happened here: the partner may send it again when the referral has moved on. */
    void forget(String partner, String eventId) {
        jdbc.sql("delete from partner_event where partner_id = :partner and event_id = :event")
                .param("partner", partner).param("event", eventId).update();
    }
}
