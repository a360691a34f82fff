package pk.rabta.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes back claimed messages that still lie in the hub, as those for a list do until it is uploaded. */
@Component
public class Recall {

    private final JdbcClient jdbc;
    private final Deliveries deliveries;
    private final Subjects subjects;

    Recall(JdbcClient jdbc, Deliveries deliveries, Subjects subjects) {
        this.jdbc = jdbc;
        this.deliveries = deliveries;
        this.subjects = subjects;
    }

    /**
     * Voids a person's requests and updates to these destinations that are claimed and were not sent: nothing of them
     * left. The caller has locked the referrals, and keeps the lists from being uploaded meanwhile.
     *
     * @param left deliveries that may have left all the same
     */
    public void unsent(String victimId, Collection<String> destinations, Collection<UUID> left, Instant now) {
        List<UUID> lying = jdbc.sql("""
                select d.id from delivery d join referral r on r.id = d.referral_id
                where r.victim_id = :victim and r.withheld and d.state = 'SENDING' and d.kind in ('request', 'update')
                  and d.destination in (:destinations) and d.id <> all(:left) order by d.sequence""")
                .param("victim", victimId).param("destinations", destinations)
                .param("left", left.toArray(UUID[]::new)).query(UUID.class).list();
        for (UUID id : lying) {
            Delivery delivery = deliveries.lock(id).orElseThrow();
            if (delivery.state() == DeliveryState.SENDING && delivery.attemptId() != null) {
                deliveries.fail(delivery.attemptId(), new DeliveryFault(DeliveryFault.Kind.PARK, Outbox.WITHHELD,
                        "taken back before it left", null), now);
                deliveries.move(id, DeliveryState.VOIDED, now, Outbox.WITHHELD, now);
                subjects.of(delivery.kind()).unsent(delivery, now);
            }
        }
    }
}
