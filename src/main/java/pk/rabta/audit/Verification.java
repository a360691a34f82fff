package pk.rabta.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.Checkpoints.Kept;
import pk.rabta.audit.Finding.Kind;
import pk.rabta.audit.LogRows.Entry;
import pk.rabta.audit.TreeRows.State;

/**
 * Makes the hashes of a range of leaves again from their rows, and holds rows, numbers, nodes, checkpoints and the copies
 * outside against each other. All ranges together look at everything; each sees the database as of one moment.
 */
@Component
class Verification {

    private final TreeRows tree;
    private final LogRows rows;
    private final LeafCheck leaves;
    private final NodeCheck nodes;
    private final Marks marks;
    private final CheckpointCheck signed;
    private final Checkpoints checkpoints;
    private final OutsideCopy outside;
    private final TransactionTemplate moment;

    Verification(TreeRows tree, LogRows rows, LeafCheck leaves, NodeCheck nodes, Marks marks,
                 CheckpointCheck signed, Checkpoints checkpoints, OutsideCopy outside, PlatformTransactionManager transactions) {
        this.tree = tree;
        this.rows = rows;
        this.leaves = leaves;
        this.nodes = nodes;
        this.marks = marks;
        this.signed = signed;
        this.checkpoints = checkpoints;
        this.outside = outside;
        this.moment = new TransactionTemplate(transactions);
        moment.setReadOnly(true);
        moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * What was found.
     *
     * @param to      the leaf after the last one that was looked at
     * @param size    of the tree
     * @param notKept how many of the leaves retention dropped; their hashes were looked at
     * @param unmarked how many are from before leaves had marks
     */
    record Report(long from, long to, long size, int notKept, int unmarked, List<Finding> findings) {}

    /** Looks at so many leaves from a number on. */
    Report verify(long from, int limit) {
        List<String> notes = outside.notes();
        Report report = moment.execute(status -> look(from, limit, notes));
        if (report == null) {
            throw new IllegalStateException("The verification gave no report");
        }
        return report;
    }

    private Report look(long start, int limit, List<String> notes) {
        State state = tree.state();
        long size = state.size();
        long from = Math.min(start, size);
        long to = Math.min(from + limit, size);
        List<Entry> entries = rows.from(from, to);
        LeafCheck.Result found = leaves.check(from, to, entries);
        List<Finding> findings = new ArrayList<>(found.findings());
        findings.addAll(nodes.check(from, to));
        List<Kept> kept = new ArrayList<>(checkpoints.between(from, to));
        checkpoints.latest().filter(latest -> latest.size() > to).ifPresent(kept::add);
        findings.addAll(signed.checkKept(kept));
        StoredLeaf last = entries.isEmpty() ? null : entries.getLast().stored();
        if (to == size) {
            findings.addAll(atTheEnd(state, notes));
            added(from, state.tx(), state.leafId(), findings);
        } else if (last != null) {
            added(from, last.tx(), last.leaf().id(), findings);
        }
        return new Report(from, to, size, found.notKept(), found.unmarked(), findings);
    }

    private void added(long from, String tx, UUID leafId, List<Finding> findings) {
        StoredLeaf before = before(from);
        rows.unnumbered(before, tx, leafId).forEach(leaf -> findings.add(marks.right(leaf)
                ? Finding.leaf(Kind.ADDED, null, leaf.leaf().id(), List.of(),
                        "The leaf stands among numbered ones and has no number: it was added later.")
                : Finding.leaf(Kind.FORGED, null, leaf.leaf().id(), List.of(), Finding.FORGED_TEXT)));
    }

    private @Nullable StoredLeaf before(long index) {
        List<Entry> before = index == 0 ? List.of() : rows.from(index - 1, index);
        return before.isEmpty() ? null : before.getFirst().stored();
    }

    private List<Finding> atTheEnd(State state, List<String> notes) {
        List<Finding> findings = new ArrayList<>();
        rows.beyond(state.size()).forEach(entry -> findings.add(Finding.leaf(Kind.ADDED, entry.index(),
                entry.leafId(), List.of(), "The number is beyond the tree's size.")));
        rows.ahead().forEach(id -> findings.add(Finding.leaf(Kind.FORGED, null, id, List.of(),
                "The leaf names a transaction that has not begun yet: it was changed, so that it gets no number.")));
        findings.addAll(signed.check(notes));
        return findings;
    }
}
