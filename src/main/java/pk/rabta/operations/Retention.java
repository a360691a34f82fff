package pk.rabta.operations;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Drops what has served: keys of old requests, the sealed bytes of old messages, and whole months of messages
 * and attempts. The timeline of referrals is kept; of the audit, {@link AuditRetention} takes care.
 */
@Component("retention")
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    /** Rows of one statement: none holds locks for long. */
    private static final int BATCH = 2000;

    private final JdbcClient jdbc;
    private final Partitions partitions;
    private final Settings settings;
    private final Clock clock;

    Retention(JdbcClient jdbc, Partitions partitions, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * How long things are kept.
     *
     * @param idempotencyKeys a repeat after that is a new request
     * @param inboundContent  the bytes of partners' messages, 30 days at most; their ids and states stay
     * @param inboundMessages what came, when, and what became of it; a message id stays known longer than that
     * @param deliveryAttempts each attempt at a delivery; the delivery itself stays
     * @param auditLeaves    what was done and disclosed; for ever if null. Hashes and checkpoints stay
     */
    @ConfigurationProperties("rabta.retention")
    record Settings(@DefaultValue("30d") Duration idempotencyKeys, @DefaultValue("30d") Duration inboundContent,
                    @DefaultValue("400d") Duration inboundMessages, @DefaultValue("400d") Duration deliveryAttempts,
                    @Nullable Duration auditLeaves) {

        Settings {
            if (inboundContent.compareTo(Duration.ofDays(30)) > 0) {
                throw new IllegalArgumentException("rabta.retention.inbound-content must be 30d at most: a message may"
                        + " hold several persons");
            }
            if (inboundMessages.compareTo(inboundContent) < 0) {
                throw new IllegalArgumentException("rabta.retention.inbound-messages must not be shorter than"
                        + " rabta.retention.inbound-content: the bytes go with the message");
            }
        }
    }

    /** One round: everything that is too old, batch by batch. */
    public void run() {
        Instant now = clock.instant();
        drop("keys", now.minus(settings.idempotencyKeys()), """
                delete from idempotency_key where ctid = any(array(select ctid from idempotency_key
                  where created_at < :before limit :batch))""");
        // What was not processed yet is work, not history.
        drop("contents of messages", now.minus(settings.inboundContent()), """
                update inbound_message set content = null, sealed_key = null where id = any(array(select id from inbound_message
                  where received_at < :before and content is not null and state <> 'RECEIVED' limit :batch))""");
        partitions.drop("inbound_message", now.minus(settings.inboundMessages()), "state = 'RECEIVED'");
        partitions.drop("delivery_attempt", now.minus(settings.deliveryAttempts()), "false");
    }

    private void drop(String what, Instant before, String sql) {
        int all = 0;
        int some;
        do {
            some = jdbc.sql(sql).param("before", Timestamp.from(before)).param("batch", BATCH).update();
            all += some;
        } while (some == BATCH);
        if (all > 0) {
            LOG.info("retention: {} {} from before {} dropped", all, what, before);
        }
    }
}
