package pk.rabta.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    private final ObjectMapper json;
    private final Clock clock;

    Archive(JdbcClient jdbc, Vault vault, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.json = json;
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
                select i.inbound_id, i.content_hash, i.answer, m.state from inbound_id i
                left join inbound_message m on m.id = i.inbound_id
                where i.partner_id = :partner and i.message_id = :message""")
                .param("partner", message.partner()).param("message", message.messageId()).query((row, n) -> {
                    if (!Arrays.equals(hash, row.getBytes("content_hash"))) {
                        throw new MessageIdReusedException(message.partner());
                    }
                    // What a crash left unapplied, or was refused or parked then, is tried again: it may pass now.
                    boolean done = row.getString("state") == null || "APPLIED".equals(row.getString("state"));
                    return new Inbound(row.getObject("inbound_id", UUID.class), message.partner(),
                            message.messageId(), message.mapping(), done, tree(row.getString("answer")),
                            message.expectedVersion());
                }).single();
    }

    /** The original bytes. */
    byte[] open(UUID id) {
        byte[] sealed = jdbc.sql("select content from inbound_message where id = :id").param("id", id)
                .query((row, n) -> row.getBytes(1)).single();
        return vault.openArchive(id.toString(), sealed);
    }

    /** How it ended, and what a repeat is to be answered. */
    void close(Inbound inbound, String state, @Nullable JsonNode problem, @Nullable JsonNode answer) {
        jdbc.sql("""
                update inbound_message set state = :state, problem = cast(:problem as jsonb), processed_at = :now
                where id = :id""")
                .param("id", inbound.id()).param("state", state)
                .param("problem", problem == null ? null : problem.toString())
                .param("now", Timestamp.from(clock.instant())).update();
        if (answer != null) {
            jdbc.sql("""
                    update inbound_id set answer = cast(:answer as jsonb)
                    where partner_id = :partner and message_id = :message""")
                    .param("answer", answer.toString()).param("partner", inbound.partner())
                    .param("message", inbound.messageId()).update();
        }
    }

    /** Messages that were stored but not applied: a crash came between. */
    List<Inbound> unprocessed(Instant before, int limit) {
        return jdbc.sql("""
                select id, partner_id, message_id, mapping, expected_version from inbound_message
                where state = 'RECEIVED' and received_at < :before and mapping is not null
                order by received_at limit :limit""")
                .param("before", Timestamp.from(before)).param("limit", limit)
                .query((row, n) -> new Inbound(row.getObject("id", UUID.class), row.getString("partner_id"),
                        row.getString("message_id"), row.getString("mapping"), false, null,
                        row.getObject("expected_version", Long.class))).list();
    }


    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer is not JSON", e);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
