package pk.rabta.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Numbered leaves as the database has them, whole or not. */
@Component
class LogRows {

    private static final String ENTRIES = "select e.leaf_index, e.leaf_id, e.hash, " + StoredLeaf.COLUMNS
            + ", exists (select 1 from referral r where r.id = l.referral_id and r.withheld)"
            + " or exists (select 1 from consent c where c.id = l.detail ->> 'consentId' and c.withheld)"
            // Who is protected, or shall be no more, stands in leaves of a person, not of a referral.
            + " or coalesce(l.type in ('person.hidden', 'person.release-asked', 'person.released'), false) as withheld"
            + " from audit_entry e left join audit_leaf l on l.id = e.leaf_id ";

    private final JdbcClient jdbc;

    LogRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A number and its leaf.
     *
     * @param hash   under which it is in the tree
     * @param stored   null where the row is gone
     * @param withheld about a referral or the protection of a protected witness
     */
    record Entry(long index, UUID leafId, byte[] hash, @Nullable StoredLeaf stored, boolean withheld) {}

    /** The entries from a number on, in order. */
    List<Entry> from(long index, long to) {
        return jdbc.sql(ENTRIES + "where e.leaf_index >= :from and e.leaf_index < :to order by e.leaf_index")
                .param("from", index).param("to", to).query(LogRows::entry).list();
    }

    /** Numbers that a tree of this size does not have, in order: the first hundred. */
    List<Entry> beyond(long size) {
        return jdbc.sql(ENTRIES + "where e.leaf_index >= :size order by e.leaf_index limit 100")
                .param("size", size).query(LogRows::entry).list();
    }

    Optional<Entry> find(UUID leafId) {
        return jdbc.sql(ENTRIES + "where e.leaf_id = :id").param("id", leafId).query(LogRows::entry).optional();
    }

    /**
     * Leaves behind the first and up to the second in the order of numbering, and without a number. Those that
     * numbering has not reached yet are none: after a restore from a dump they may stand before others that have one.
     */
    List<StoredLeaf> unnumbered(@Nullable StoredLeaf after, String tx, UUID leafId) {
        return jdbc.sql("select " + StoredLeaf.COLUMNS + """
                 from audit_leaf l
                where (l.tx, l.id) > (cast(cast(:afterTx as text) as xid8), :after)
                  and (l.tx, l.id) <= (cast(cast(:tx as text) as xid8), :leaf)
                  and (l.tx, l.id) <= (select t.tx, t.leaf_id from audit_tree t)
                  and not exists (select 1 from audit_entry e where e.leaf_id = l.id)
                order by l.tx, l.id limit 100""")
                .param("afterTx", after == null ? "0" : after.tx())
                .param("after", after == null ? new UUID(0, 0) : after.leaf().id())
                .param("tx", tx).param("leaf", leafId).query(StoredLeaf::of).list();
    }

    /**
     * Leaves without a number of transactions that this cluster has not begun yet: the first hundred. None while leaves of
     * another cluster are to be numbered.
     */
    List<UUID> ahead() {
        return jdbc.sql("""
                select l.id from audit_leaf l
                where l.tx >= pg_snapshot_xmax(pg_current_snapshot())
                  and (select t.tx from audit_tree t) < pg_snapshot_xmax(pg_current_snapshot())
                  and not exists (select 1 from audit_entry e where e.leaf_id = l.id)
                order by l.tx, l.id limit 100""").query(UUID.class).list();
    }

    /** Whether there may be any: those of a restored dump are of such transactions too, until this cluster is as far. */
    boolean anyAhead() {
        return jdbc.sql("select l.tx >= pg_snapshot_xmax(pg_current_snapshot()) from audit_leaf l order by l.tx desc, l.id desc "
                + "limit 1").query(Boolean.class).optional().orElse(false);
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getLong("leaf_index"), row.getObject("leaf_id", UUID.class), row.getBytes("hash"),
                row.getObject("id") == null ? null : StoredLeaf.of(row, number), row.getBoolean("withheld"));
    }
}
