package pk.rabta.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pk.rabta.audit.merkle.CanonicalJson;
import pk.rabta.audit.merkle.Leaf;

/**
 * A row of audit_leaf.
 *
 * @param written the hash that was written with it; null for leaves from before the log
 * @param tx      the transaction that wrote it
 * @param mark    the hub's, over that hash; null for leaves from before {@link Marks}
 */
record StoredLeaf(Leaf leaf, byte @Nullable [] written, String tx, byte @Nullable [] mark) {

    /** To be selected from {@code audit_leaf l}. */
    static final String COLUMNS =
            "l.id, l.type, l.actor, l.subject, l.referral_id, l.detail::text, l.recorded_at, l.leaf_hash, l.tx::text, l.mark";

    static StoredLeaf of(ResultSet row, int number) throws SQLException {
        return new StoredLeaf(new Leaf(row.getObject("id", UUID.class), row.getString("type"), row.getString("actor"),
                row.getString("subject"), row.getString("referral_id"), CanonicalJson.read(row.getString("detail")),
                row.getTimestamp("recorded_at").toInstant()), row.getBytes("leaf_hash"), row.getString("tx"),
                row.getBytes("mark"));
    }

    /** Its hash in the tree: what was written with it, so that a change before it was numbered is found too. */
    byte[] hash() {
        return written == null ? leaf.hash() : written;
    }
}
