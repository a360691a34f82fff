package pk.rabta.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.Marks.Beginning;
import pk.rabta.audit.TreeRows.State;
import pk.rabta.audit.merkle.Span;
import pk.rabta.audit.merkle.Subtree;
import pk.rabta.audit.merkle.TreeHash;

/**
 * Numbers leaves, in the order (transaction, id), once every transaction that began before theirs has ended: nothing can
 * appear between two that have numbers (ADR 6). Numbers, nodes and the tree's size commit together, so a node that dies
 * leaves all of a round or nothing. One node does this at a time, by a lease; the row lock of the tree holds besides.
 */
@Component("auditSequencer")
public class Sequencer {

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
    private static final int BATCH = 1000;
    /** Ids in one line of the log; the verification names them all. */
    private static final int NAMED = 10;
    private static final UUID FIRST = new UUID(0, 0);
    private static final String NEXT = "select " + StoredLeaf.COLUMNS + """
             from audit_leaf l where {which}
              and not exists (select 1 from audit_entry e where e.leaf_id = l.id)
            order by {order} limit :batch offset :refused""";
    private static final String BEHIND = "(l.tx, l.id) > (cast(cast(:tx as text) as xid8), cast(:leaf as uuid))"
            + " and l.tx < pg_snapshot_xmin(pg_current_snapshot())";
    /** Leaves of another cluster too, whose transactions have ended for this one whatever their number. */
    private static final String ANEW = "(l.tx < pg_snapshot_xmin(pg_current_snapshot())"
            + " or l.tx >= pg_snapshot_xmax(pg_current_snapshot()))";

    private final JdbcClient jdbc;
    private final TreeRows tree;
    private final Marks marks;
    private final TransactionTemplate transaction;
    private final Counter refused;

    Sequencer(JdbcClient jdbc, TreeRows tree, Marks marks, TransactionTemplate transaction, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.tree = tree;
        this.marks = marks;
        this.transaction = transaction;
        this.refused = meters.counter("rabta.audit.refused");
    }

    /** Numbers all leaves that may have one now, in batches. */
    public void run() {
        List<UUID> foreign = new ArrayList<>();
        while (Boolean.TRUE.equals(transaction.execute(status -> round(foreign)))) {
            // the next batch
        }
    }

    /**
     * One batch.
     *
     * @param foreign leaves that were refused in this run; those of this batch are added
     * @return whether there may be more
     */
    private boolean round(List<UUID> foreign) {
        State state = tree.lock();
        Beginning beginning = marks.begin();
        String oldest = jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text").query(String.class).single();
        // Transactions number from anew after a restore from a dump: the place in the order says nothing any more.
        boolean anew = Long.parseUnsignedLong(state.tx()) > Long.parseUnsignedLong(oldest);
        List<StoredLeaf> seen = anew ? next(ANEW, state, foreign.size()) : next(BEHIND, state, 0);
        List<StoredLeaf> leaves = own(seen, beginning, foreign);
        if (!leaves.isEmpty()) {
            append(state.size(), leaves);
        }
        boolean more = seen.size() == BATCH;
        if (anew) {
            tree.move(new State(state.size() + leaves.size(), more ? state.tx() : oldest, FIRST));
        } else if (!seen.isEmpty()) {
            StoredLeaf last = seen.getLast();
            tree.move(new State(state.size() + leaves.size(), last.tx(), last.leaf().id()));
        }
        return more;
    }

    /** Without those that the hub did not write: they get no number, but a line in its own log, and an alert. */
    private List<StoredLeaf> own(List<StoredLeaf> seen, Beginning beginning, List<UUID> foreign) {
        boolean unmarked = beginning.awaited();
        int known = foreign.size();
        List<StoredLeaf> own = new ArrayList<>();
        for (StoredLeaf leaf : seen) {
            if (marks.right(leaf) || unmarked && leaf.mark() == null) {
                own.add(leaf);
                unmarked &= !leaf.leaf().id().equals(beginning.leaf());
            } else {
                foreign.add(leaf.leaf().id());
            }
        }
        List<UUID> found = foreign.subList(known, foreign.size());
        if (!found.isEmpty()) {
            refused.increment(found.size());
            LOG.error("{} leaves of the audit get no number: this hub did not write them, or they were changed since: {}"
                    + "{}. Keep the database as it is, and do what src/docs/audit.md says of AuditForged.", found.size(),
                    found.subList(0, Math.min(NAMED, found.size())), found.size() > NAMED ? " and more" : "");
        }
        return own;
    }

    private List<StoredLeaf> next(String which, State state, int refused) {
        JdbcClient.StatementSpec query = jdbc.sql(NEXT.replace("{which}", which)
                        .replace("{order}", which.equals(ANEW) ? "l.mark is not null, l.tx, l.id" : "l.tx, l.id"))
                .param("batch", BATCH).param("refused", refused);
        if (which.equals(BEHIND)) {
            query = query.param("tx", state.tx()).param("leaf", state.leafId());
        }
        return query.query(StoredLeaf::of).list();
    }

    private void append(long size, List<StoredLeaf> leaves) {
        Map<Subtree, byte[]> edge = new HashMap<>(tree.hashes(new Span(0, size).parts()));
        Map<Subtree, byte[]> nodes = new LinkedHashMap<>();
        for (int n = 0; n < leaves.size(); n++) {
            Subtree at = new Subtree(0, size + n);
            byte[] hash = leaves.get(n).hash();
            edge.put(at, hash);
            // A right-hand subtree completes its parent; the left-hand one is at the tree's edge.
            while (at.index() % 2 == 1) {
                Subtree left = new Subtree(at.level(), at.index() - 1);
                byte[] known = edge.get(left);
                if (known == null) {
                    throw new TreeDamage(left);
                }
                hash = TreeHash.node(known, hash);
                at = new Subtree(at.level() + 1, at.index() / 2);
                edge.put(at, hash);
                nodes.put(at, hash);
            }
        }
        tree.number(size, leaves);
        tree.complete(nodes);
    }
}
