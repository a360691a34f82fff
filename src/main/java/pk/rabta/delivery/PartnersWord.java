package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A partner that speaks of a referral has its request, even where our own note of that is late, or says that nobody knows:
 * then it is neither asked about nor sent again, though that be under way.
 */
@Component
public class PartnersWord {

    private static final String ACKNOWLEDGE = """
            with acknowledged as (
              update delivery d set state = 'ACKED', settled_at = :now, updated_at = :now, due_at = :now, reason = null,
                enqueue_id = null, published_at = null, lease_until = null
              where d.referral_id = :referral and (d.state = 'SENT' or <in flight>
                or d.kind = 'request' and d.state in ('DUE', 'PUBLISHED', 'RETRY') and (
                  exists (select 1 from delivery_attempt a where a.delivery_id = d.id and <in doubt>)
                  or d.attempts > (select count(*) from delivery_attempt a where a.delivery_id = d.id)))
              returning d.kind)
            select exists (select 1 from acknowledged where kind = 'request') or exists (select 1 from delivery
              where referral_id = :referral and kind = 'request' and state = 'ACKED')"""
            .replace("<in flight>", Outbox.IN_FLIGHT).replace("<in doubt>", Outbox.ENDED_IN_DOUBT);

    private final JdbcClient jdbc;

    PartnersWord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Acknowledges, in the caller's transaction, what was handed over of a referral, and its request where the fate of an
     * attempt is unknown, or the row of one is not kept. One that the partner answered, with 503 or a refusal, goes its way:
     * the partner may speak of the person by what it was sent before.
     *
     * @return whether the request is acknowledged, now or before
     */
    public boolean acknowledges(String referralId, Instant now) {
        return jdbc.sql(ACKNOWLEDGE).param("referral", referralId).param("now", Timestamp.from(now))
                .param("undone", DeliveryFault.UPLOAD_UNDONE).param("gateways", HttpStatuses.GATEWAYS_WORDS)
                .query(Boolean.class).single();
    }
}
