package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Seeds;

/**
 * A request that the broker has handed over, as a consumer sees it. It is on a queue of its own, so that only the test
 * claims it.
 *
 * @param enqueue the handing over that runs: a claim must name it
 */
record HandedOver(UUID id, UUID enqueue, String referral, String victim) {

    /** Refers a new person to this programme of this partner, which is not paused afterwards. */
    static HandedOver request(ApplicationContext hub, HubClient officer, String partner, String programme) {
        Destinations destinations = hub.getBean(Destinations.class);
        // Else the hub might send it before the test has taken it away.
        destinations.pause(partner, "test", "nothing but the test sends", Instant.now());
        try {
            String referral = hub.getBean(Seeds.class).referral(officer, partner, programme);
            JdbcClient jdbc = hub.getBean(JdbcClient.class);
            UUID enqueue = UUID.randomUUID();
            UUID id = jdbc.sql("""
                    update delivery set state = 'PUBLISHED', enqueue_id = :enqueue, published_at = :at, queue = :queue
                    where referral_id = :referral returning id""").param("enqueue", enqueue)
                    .param("at", Timestamp.from(Instant.now())).param("queue", "test-" + enqueue)
                    .param("referral", referral).query(UUID.class).single();
            return new HandedOver(id, enqueue, referral, jdbc.sql("select victim_id from referral where id = :id")
                    .param("id", referral).query(String.class).single());
        } finally {
            destinations.resume(partner, Instant.now());
        }
    }
}
