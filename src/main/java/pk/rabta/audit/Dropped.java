package pk.rabta.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Up to where leaves are not kept any more. Retention says so by a leaf before it drops any, so that what somebody else
 * removed cannot pass for it: the leaf stands in the log, and counts only while it is what was written.
 */
@Component
public class Dropped {

    /** Condition of leaves that must stay: those that no checkpoint stands for yet, and the word on what was dropped. */
    public static final String WORK = """
            not exists (select 1 from audit_entry e where e.leaf_id = id
              and e.leaf_index < (select coalesce(max(c.size), 0) from audit_checkpoint c))
            or id = (select t.dropped_by from audit_tree t)""";
    /** The leaf's type, and the member of its detail: all leaves with a lesser id may be gone. */
    public static final String TYPE = "audit.dropped";
    public static final String BEFORE = "before";
    private static final Bound NONE = new Bound(new UUID(0, 0));

    private final JdbcClient jdbc;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Dropped(JdbcClient jdbc, Audit audit, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Leaves with a lesser id may be gone. */
    record Bound(UUID before) {

        /** By the whole 128 bits, as the database compares them. */
        boolean dropped(UUID leaf) {
            return leaf.toString().compareTo(before.toString()) < 0;
        }
    }

    /** Says that leaves with a lesser id than this are dropped from now on; once for each bound. */
    public void announce(UUID before, Instant now) {
        if (new Bound(before).dropped(bound().before())) {
            transaction.executeWithoutResult(status -> {
                UUID leaf = audit.record(TYPE, "hub", null, null,
                        JsonNodeFactory.instance.objectNode().put(BEFORE, before.toString()), now);
                jdbc.sql("update audit_tree set dropped_by = :leaf").param("leaf", leaf).update();
            });
        }
    }

    Bound bound() {
        return jdbc.sql("select " + StoredLeaf.COLUMNS + ", e.hash from audit_tree t join audit_leaf l on l.id = t.dropped_by"
                        + " left join audit_entry e on e.leaf_id = l.id")
                .query((row, n) -> bound(StoredLeaf.of(row, n), row.getBytes("hash"))).optional().orElse(NONE);
    }

    /** Until it is numbered, its own hash must do. */
    private static Bound bound(StoredLeaf stored, byte @Nullable [] entry) {
        boolean whole = MessageDigest.isEqual(stored.leaf().hash(), entry == null ? stored.hash() : entry);
        return whole && stored.leaf().type().equals(TYPE)
                ? new Bound(UUID.fromString(stored.leaf().detail().path(BEFORE).asText())) : NONE;
    }
}
