package pk.rabta.spdci;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;

/** Whether the registry lets all look-ups wait in vain: then callers are not made to wait for it (ADR 65). */
@Component
class RegistrySilence {

    private static final Set<String> SILENT = Set.of(DeliveryFault.TIMEOUT, DeliveryFault.CONNECT_TIMEOUT,
            DeliveryFault.TOKEN_TIMEOUT);

    private final JdbcClient jdbc;
    private final Partners partners;
    private final Clock clock;

    RegistrySilence(JdbcClient jdbc, Partners partners, Clock clock) {
        this.jdbc = jdbc;
        this.partners = partners;
        this.clock = clock;
    }

    /**
     * Whether to leave it alone: it answered none of its last look-ups in time, as many as its profile's breaker takes. Of
     * all who come within one probe's length, on any node, one is told no, asks it, and waits.
     */
    boolean holds(String partner) {
        PartnerProfile.Breaker breaker = partners.get(partner).breaker();
        if (jdbc.sql("select 1 from registry_silence where partner_id = :partner and unanswered >= :most")
                .param("partner", partner).param("most", breaker.failures()).query().listOfRows().isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        // A time far ahead comes from a clock that was wrong: it silences nobody.
        return jdbc.sql("""
                update registry_silence set asked_at = :now
                where partner_id = :partner and not (asked_at > :before and asked_at < :after)""")
                .param("partner", partner).param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(breaker.probe())))
                .param("after", Timestamp.from(now.plus(breaker.probe()))).update() == 0;
    }

    /** A look-up ended. @param fault its code; null where the registry answered. One that says no at once answers too. */
    void ended(String partner, @Nullable String fault) {
        if (fault != null && SILENT.contains(fault)) {
            jdbc.sql("""
                    insert into registry_silence (partner_id, unanswered, asked_at) values (:partner, 1, :now)
                    on conflict (partner_id) do update set unanswered = registry_silence.unanswered + 1, asked_at = :now""")
                    .param("partner", partner).param("now", Timestamp.from(clock.instant())).update();
        } else {
            jdbc.sql("delete from registry_silence where partner_id = :partner").param("partner", partner).update();
        }
    }
}
