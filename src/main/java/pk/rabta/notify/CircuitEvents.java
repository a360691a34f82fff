package pk.rabta.notify;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.CircuitChanged;
import pk.rabta.partner.Partners;

/**
 * Tells that a partner is left alone because it fails, and that it is back: in the transaction that made it so. Such an
 * event is about no person and belongs to no client; see ADR 20 for who sees it.
 */
@Component
class CircuitEvents {

    private final JdbcClient jdbc;
    private final Partners partners;

    CircuitEvents(JdbcClient jdbc, Partners partners) {
        this.jdbc = jdbc;
        this.partners = partners;
    }

    /** A subscription's circuit is its owner's own affair: an event about it would go where nothing arrives. */
    @EventListener
    void on(CircuitChanged change) {
        if (partners.find(change.destination()).isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into referral_event (id, type, partner_id, actor, occurred_at, recorded_at)
                values (:id, :type, :partner, 'HUB', :at, :at)""")
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("type", change.open() ? "partner.circuit_opened" : "partner.circuit_closed")
                .param("partner", change.destination()).param("at", Timestamp.from(change.at())).update();
    }
}
