package pk.rabta.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.protection.AuditMark;

/**
 * Which leaves are the hub's own: those with its mark, and those from before there were marks. Where there were such, the
 * hub says in the log, once, from which leaf on each has its mark: to feign an earlier one needs a second such word.
 */
@Component
class Marks {

    /** Type of the leaf behind which each has a mark. */
    static final String TYPE = "audit.marked";

    private final JdbcClient jdbc;
    private final AuditMark mark;
    private final Audit audit;
    private final Dropped dropped;
    private final Clock clock;

    Marks(JdbcClient jdbc, AuditMark mark, Audit audit, Dropped dropped, Clock clock) {
        this.jdbc = jdbc;
        this.mark = mark;
        this.audit = audit;
        this.dropped = dropped;
        this.clock = clock;
    }

    /**
     * From where on leaves have marks.
     *
     * @param leaf  that says so; null until it is written, and where there always were marks
     * @param index below which a leaf may be without; no bound until that leaf is numbered
     */
    record Beginning(@Nullable UUID leaf, long index) {

        static final Beginning ALWAYS = new Beginning(null, 0);

        /** Whether leaves without may still get numbers. */
        boolean awaited() {
            return index == Long.MAX_VALUE;
        }

        boolean allows(long unmarked) {
            return unmarked < index;
        }
    }

    /** As the database says, as far as its leaf proves it. */
    Beginning beginning() {
        return jdbc.sql("select t.marked_by, b.leaf_index, b.hash, " + StoredLeaf.COLUMNS + " from audit_tree t"
                        + " left join audit_entry b on b.leaf_id = t.marked_by left join audit_leaf l on l.id = t.marked_by"
                        + " where t.unmarked")
                .query(this::beginning).optional().orElse(Beginning.ALWAYS);
    }

    private Beginning beginning(ResultSet row, int number) throws SQLException {
        UUID leaf = row.getObject("marked_by", UUID.class);
        if (leaf == null) {
            return new Beginning(null, Long.MAX_VALUE);
        }
        byte @Nullable [] entry = row.getBytes("hash");
        boolean said;
        if (row.getObject("id") == null) {
            said = entry != null && dropped.word().filter(word -> word.covers(leaf)).isPresent();
        } else {
            StoredLeaf stored = StoredLeaf.of(row, number);
            said = stored.leaf().type().equals(TYPE) && right(stored)
                    && MessageDigest.isEqual(stored.leaf().hash(), entry == null ? stored.hash() : entry);
        }
        return said ? new Beginning(leaf, entry == null ? Long.MAX_VALUE : row.getLong("leaf_index")) : Beginning.ALWAYS;
    }

    /** The same, and says so in the log where that is due. In the transaction that numbers. */
    Beginning begin() {
        Beginning known = beginning();
        if (known.leaf() != null || !known.awaited()) {
            return known;
        }
        UUID leaf = audit.record(TYPE, "hub", null, null, JsonNodeFactory.instance.objectNode(), clock.instant());
        jdbc.sql("update audit_tree set marked_by = :leaf").param("leaf", leaf).update();
        return new Beginning(leaf, Long.MAX_VALUE);
    }

    /** Whether the hub marked what was written with it. */
    boolean right(StoredLeaf stored) {
        return stored.written() != null && stored.mark() != null && mark.fits(stored.written(), stored.mark());
    }

    /** Whether it is the hub's own, at this number, or at that which it would get. */
    boolean own(StoredLeaf stored, long index, Beginning beginning) {
        return right(stored) || stored.mark() == null && beginning.allows(index);
    }
}
