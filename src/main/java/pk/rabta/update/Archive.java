package pk.rabta.update;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.protection.Vault;
import pk.rabta.referral.exchange.Came;

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
        byte[] key = vault.newKey(owner(message.id()));
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, mapping, sealed_key, content,
                  media_type, state, expected_version, received_at)
                values (:id, :partner, :message, :channel, :mapping, :key, :content, :media, 'RECEIVED', :expected,
                  :now)""")
                .param("id", message.id()).param("partner", message.partner()).param("message", message.messageId())
                .param("channel", channel).param("mapping", message.mapping()).param("media", mediaType)
                .param("key", key).param("content", vault.seal(key, owner(message.id()), content))
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
                    // What a crash left unapplied, or was refused or parked then, in whole or in part, is tried again.
                    boolean done = row.getString("state") == null || "APPLIED".equals(row.getString("state"));
                    return new Inbound(row.getObject("inbound_id", UUID.class), message.partner(),
                            message.messageId(), message.mapping(), done, came(row.getString("state")),
                            message.expectedVersion());
                }).single();
    }

    /** It is as old as when it came first, unless it was refused: then the partner says it anew. */
    private static Came came(@Nullable String state) {
        return "RECEIVED".equals(state) ? Came.WAITED : "PARKED".equals(state) ? Came.PARKED : Came.AT_ONCE;
    }

    /**
     * The original bytes.
     *
     * @throws IllegalStateException where they are over: by their age, or with the person of whom they spoke
     */
    byte[] open(UUID id) {
        return jdbc.sql("""
                select m.content, m.sealed_key, m.sealed_for, p.sealed_key as person_key from inbound_message m
                left join person p on p.victim_id = m.sealed_for where m.id = :id""").param("id", id)
                .query((row, n) -> {
                    byte[] key = row.getBytes("sealed_key");
                    String victimId = row.getString("sealed_for");
                    byte[] personKey = row.getBytes("person_key");
                    if (key == null || victimId != null && personKey == null) {
                        throw new IllegalStateException("The bytes of inbound message " + id + " are over");
                    }
                    byte[] own = victimId == null ? key : vault.entrusted(key, owner(id), personKey, victimId);
                    return vault.open(own, owner(id), row.getBytes("content"));
                }).single();
    }

    /**
     * Where a message speaks of one person alone, its key goes under that person's: it ends with them. One that speaks
     * of several ends by its age, or when one of them is erased.
     */
    void attribute(Inbound inbound, Set<String> referrals, Set<String> persons) {
        record Found(String victimId, byte[] key) {}
        List<Found> found = jdbc.sql("""
                select victim_id, sealed_key from person where sealed_key is not null and (victim_id = any(:persons)
                  or victim_id in (select victim_id from referral where id = any(:referrals))) limit 2""")
                .param("persons", persons.toArray(String[]::new))
                .param("referrals", referrals.toArray(String[]::new))
                .query((row, n) -> new Found(row.getString(1), row.getBytes(2))).list();
        if (found.size() == 1) {
            entrust(inbound.id(), found.getFirst().victimId(), found.getFirst().key());
        }
    }

    /** The message's key goes under that person's, in place of the master key. Twice is as once. */
    void entrust(UUID id, String victimId, byte[] personKey) {
        jdbc.sql("select sealed_key from inbound_message where id = :id and sealed_key is not null and sealed_for is null "
                        + "for update").param("id", id).query((row, n) -> row.getBytes(1)).optional()
                .ifPresent(key -> jdbc.sql("update inbound_message set sealed_key = :key, sealed_for = :person where id = :id")
                        .param("id", id).param("person", victimId)
                        .param("key", vault.entrust(key, owner(id), personKey, victimId)).update());
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

    /**
     * Messages that were stored but not applied: a crash came between.
     *
     * @param ahead what is dated later is from a clock that was ahead, and as old as any
     */
    List<Inbound> unprocessed(Instant before, Instant ahead, int limit) {
        return waiting("state = 'RECEIVED'", "received_at", before, ahead, limit);
    }

    /** Messages that were parked before, and whose bytes are kept. */
    List<Inbound> parked(Instant before, Instant ahead, int limit) {
        return waiting("state = 'PARKED' and content is not null", "processed_at", before, ahead, limit);
    }

    private List<Inbound> waiting(String which, String since, Instant before, Instant ahead, int limit) {
        // Two ranges of an index, for with an "or" it would be read whole.
        return Stream.concat(waiting(which, since + " < :time", since, before, limit),
                waiting(which, since + " > :time", since, ahead, limit)).toList();
    }

    private Stream<Inbound> waiting(String which, String when, String order, Instant time, int limit) {
        return jdbc.sql("select id, partner_id, message_id, mapping, state, expected_version from inbound_message where "
                + which + " and " + when + " and mapping is not null order by " + order + " limit :limit")
                .param("time", Timestamp.from(time)).param("limit", limit)
                .query((row, n) -> new Inbound(row.getObject("id", UUID.class), row.getString("partner_id"),
                        row.getString("message_id"), row.getString("mapping"), false, came(row.getString("state")),
                        row.getObject("expected_version", Long.class))).list().stream();
    }

    private static String owner(UUID id) {
        return "message/" + id;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
