package pk.rabta.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

/** Where features leave messages, in their own transaction, and take back those that have not left. */
@Component
public class Outbox {

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a message that is due at once. */
    public UUID add(NewDelivery delivery, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind,
                  message, detail, state, due_at, created_at, updated_at)
                values (:id, :messageId, :queue, :destination, :referral, :group, :priority, :kind, :message,
                  cast(:detail as jsonb), 'DUE', :now, :now, :now)""")
                .param("id", id).param("messageId", PublicId.next(Prefix.MSG))
                .param("queue", delivery.queue()).param("destination", delivery.destination())
                .param("referral", delivery.referralId()).param("group", delivery.orderGroup())
                .param("priority", delivery.priority()).param("kind", delivery.kind())
                .param("message", delivery.message()).param("detail", delivery.detail().toString())
                .param("now", Timestamp.from(now)).update();
        return id;
    }

    /** Voids what a referral still has to send to its partner; what is being sent may have left. Returns how many. */
    public int voidUnsent(String referralId, String reason, Instant now) {
        return jdbc.sql("""
                update delivery set state = 'VOIDED', settled_at = :now, updated_at = :now,
                  reason = jsonb_build_object('code', cast(:reason as text))
                where referral_id = :referral and kind in ('request', 'update')
                  and state in ('DUE', 'PUBLISHED', 'RETRY', 'PARKED')""")
                .param("referral", referralId).param("reason", reason).param("now", Timestamp.from(now)).update();
    }

    /** Voids what waits for a destination that is no more. */
    public void voidDestination(String destination, String reason, Instant now) {
        jdbc.sql("""
                update delivery set state = 'VOIDED', settled_at = :now, updated_at = :now,
                  reason = jsonb_build_object('code', cast(:reason as text))
                where destination = :destination and state in ('DUE', 'PUBLISHED', 'RETRY', 'PARKED')""")
                .param("destination", destination).param("reason", reason).param("now", Timestamp.from(now)).update();
    }

    /** The partner answered about a referral, so it has what was handed over. */
    public void acknowledgeSent(String referralId, Instant now) {
        jdbc.sql("""
                update delivery set state = 'ACKED', settled_at = :now, updated_at = :now
                where referral_id = :referral and state = 'SENT'""")
                .param("referral", referralId).param("now", Timestamp.from(now)).update();
    }
}
