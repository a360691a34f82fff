package pk.rabta.update;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.protection.Vault;

/** What partners sent, byte for byte and sealed, each message once by the partner's own id. */
@Component
class Archive {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    Archive(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Stores a message, or finds the one it repeats. The same id with other bytes is refused.
     *
     * @param content  what is kept
     * @param received the bytes by which a repeat is known
     */
    @Transactional
    public Inbound keep(Inbound message, String channel, String mediaType, byte[] content, byte[] received) {
        byte[] hash = sha256(received);
        boolean first = jdbc.sql("""
                insert into inbound_id (partner_id, message_id, content_hash, inbound_id)
                values (:partner, :message, :hash, :id) on conflict do nothing""")
                .param("partner", message.partner()).param("message", message.messageId()).param("hash", hash)
                .param("id", message.id()).update() == 1;
        if (!first) {
            return earlier(message, hash);
        }
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, mapping, content, media_type, state,
                  expected_version, received_at)
                values (:id, :partner, :message, :channel, :mapping, :content, :media, 'RECEIVED', :expected, :now)""")
                .param("id", message.id()).param("partner", message.partner()).param("message", message.messageId())
                .param("channel", channel).param("mapping", message.mapping()).param("media", mediaType)
                .param("content", vault.sealArchive(message.id().toString(), content))
                .param("expected", message.expectedVersion()).param("now", Timestamp.from(clock.instant())).update();
        return message;
    }

    private Inbound earlier(Inbound message, byte[] hash) {
        return jdbc.sql("""
                select i.inbound_id, i.content_hash, m.state from inbound_id i
                left join inbound_message m on m.id = i.inbound_id
                where i.partner_id = :partner and i.message_id = :message""")
                .param("partner", message.partner()).param("message", message.messageId()).query((row, n) -> {
                    if (!Arrays.equals(hash, row.getBytes("content_hash"))) {
                        throw new MessageIdReusedException(message.partner());
                    }
                    // What a crash left unapplied, or was refused or parked then, in whole or in part, is tried again: it may pass now.
                    boolean done = row.getString("state") == null || "APPLIED".equals(row.getString("state"));
                    return new Inbound(row.getObject("inbound_id", UUID.class), message.partner(),
                            message.messageId(), message.mapping(), done, message.expectedVersion());
                }).single();
    }

    /** The original bytes. */
    byte[] open(UUID id) {
        return jdbc.sql("""
                select m.content, m.sealed_for, p.sealed_key from inbound_message m
                left join person p on p.victim_id = m.sealed_for where m.id = :id""").param("id", id)
                .query((row, n) -> row.getString(2) == null ? vault.openArchive(id.toString(), row.getBytes(1))
                        : vault.open(row.getBytes(3), row.getString(2), row.getBytes(1))).single();
    }

    /** It was applied, whole, in part or not at all: so many of its updates and changes counted, so many did not. */
    void applied(Inbound inbound, int applied, int refused, @Nullable JsonNode problem) {
        close(inbound, refused == 0 ? "APPLIED" : applied == 0 ? "REFUSED" : "PARTLY", applied, refused, problem);
    }

    /** It could not be translated. What counted when it came before, or did not, counts on. */
    void parked(Inbound inbound, JsonNode problem) {
        close(inbound, "PARKED", null, null, problem);
    }

    private void close(Inbound inbound, String state, @Nullable Integer applied, @Nullable Integer refused,
                       @Nullable JsonNode problem) {
        jdbc.sql("""
                update inbound_message set state = :state, problem = cast(:problem as jsonb), processed_at = :now,
                  applied = coalesce(cast(:applied as int), applied), refused = coalesce(cast(:refused as int), refused)
                where id = :id""")
                .param("id", inbound.id()).param("state", state).param("applied", applied).param("refused", refused)
                .param("problem", problem == null ? null : problem.toString())
                .param("now", Timestamp.from(clock.instant())).update();
    }

    /** Messages that were stored but not applied: a crash came between. */
    List<Inbound> unprocessed(Instant before, int limit) {
        return jdbc.sql("""
                select id, partner_id, message_id, mapping, expected_version from inbound_message
                where state = 'RECEIVED' and received_at < :before and mapping is not null
                order by received_at limit :limit""")
                .param("before", Timestamp.from(before)).param("limit", limit)
                .query((row, n) -> new Inbound(row.getObject("id", UUID.class), row.getString("partner_id"),
                        row.getString("message_id"), row.getString("mapping"), false,
                        row.getObject("expected_version", Long.class))).list();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
