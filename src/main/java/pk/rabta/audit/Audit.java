package pk.rabta.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.protection.AuditMark;
import pk.rabta.protection.LookupHash;

/**
 * Writes leaves in the caller's transaction: a deed and its record commit together or not at all. No leaf waits for
 * another; they are numbered afterwards, see {@link Sequencer}.
 */
@Component
public class Audit {

    private final JdbcClient jdbc;
    private final LookupHash hash;
    private final AuditMark mark;

    Audit(JdbcClient jdbc, LookupHash hash, AuditMark mark) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.mark = mark;
    }

    /**
     * Records a deed.
     *
     * @param detail ids, codes and field names; never a person's data
     * @return the leaf's id
     */
    public UUID record(String type, String actor, @Nullable String victimId, @Nullable String referralId,
                       JsonNode detail, Instant at) {
        Leaf leaf = leaf(type, actor, victimId, referralId, detail, at);
        jdbc.sql("""
                insert into audit_leaf (id, type, actor, subject, referral_id, detail, recorded_at, leaf_hash, mark)
                values (:id, :type, :actor, :subject, :referral, cast(:detail as jsonb),
                  cast(:at as timestamptz), :hash, :mark)""")
                .param("id", leaf.id())
                .param("type", type)
                .param("actor", actor)
                .param("subject", leaf.subject())
                .param("referral", referralId)
                .param("detail", detail.toString())
                .param("at", leaf.time())
                .param("hash", leaf.hash())
                .param("mark", mark.of(leaf.hash()))
                .update();
        return leaf.id();
    }

    /**
     * The columns of a leaf by name, for a statement that writes it along with other rows; {@code leaf_hash} and
     * {@code mark} in hex. Parameters as of {@link #record}.
     */
    public ObjectNode row(String type, String actor, String victimId, String referralId, JsonNode detail, Instant at) {
        Leaf leaf = leaf(type, actor, victimId, referralId, detail, at);
        byte[] written = leaf.hash();
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("id", leaf.id().toString()).put("type", type)
                .put("actor", actor).put("subject", leaf.subject()).put("referral_id", referralId)
                .put("recorded_at", leaf.time()).put("leaf_hash", HexFormat.of().formatHex(written))
                .put("mark", HexFormat.of().formatHex(mark.of(written)));
        return row.set("detail", detail);
    }

    private Leaf leaf(String type, String actor, @Nullable String victimId, @Nullable String referralId,
                      JsonNode detail, Instant at) {
        return new Leaf(UuidCreator.getTimeOrderedEpoch(), type, actor,
                victimId == null ? null : hash.pseudonym(victimId), referralId, detail, at);
    }
}
