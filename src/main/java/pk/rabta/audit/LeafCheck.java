package pk.rabta.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.audit.Finding.Kind;
import pk.rabta.audit.LogRows.Entry;
import pk.rabta.audit.Marks.Beginning;
import pk.rabta.audit.merkle.DroppedWord;
import pk.rabta.audit.merkle.Leaf;

/** Whether rows of leaves are what was numbered: their bytes are made again from the columns, and hashed. */
@Component
class LeafCheck {

    private final Dropped dropped;
    private final Marks marks;

    LeafCheck(Dropped dropped, Marks marks) {
        this.dropped = dropped;
        this.marks = marks;
    }

    /** What came of some leaves. */
    record Result(List<Finding> findings, int notKept, int unmarked) {}

    Result check(long from, long to, List<Entry> entries) {
        Map<Long, Entry> known = new HashMap<>();
        entries.forEach(entry -> known.put(entry.index(), entry));
        Optional<DroppedWord> word = dropped.word();
        Beginning beginning = marks.beginning();
        List<Finding> findings = new ArrayList<>();
        int notKept = 0;
        int unmarked = 0;
        for (long index = from; index < to; index++) {
            Entry entry = known.get(index);
            if (entry == null) {
                findings.add(Finding.leaves(Kind.MISSING, index, index, "The number has no leaf any more."));
            } else if (entry.stored() != null) {
                check(entry, entry.stored(), findings);
                mark(entry, entry.stored(), beginning, findings);
                unmarked += entry.stored().mark() == null ? 1 : 0;
            } else if (word.isPresent() && word.get().covers(entry.leafId())) {
                notKept++;
            } else {
                findings.add(Finding.leaf(Kind.MISSING, index, entry.leafId(), List.of(),
                        "The leaf is gone, and retention did not drop it."));
            }
        }
        return new Result(findings, notKept, unmarked);
    }

    /** Whether the hub wrote it, and only one leaf says since when there are marks. */
    private void mark(Entry entry, StoredLeaf stored, Beginning beginning, List<Finding> findings) {
        UUID id = entry.leafId();
        if (!marks.own(stored, entry.index(), beginning)) {
            findings.add(Finding.leaf(Kind.FORGED, entry.index(), id, List.of(), Finding.FORGED_TEXT));
        } else if (stored.leaf().type().equals(Marks.TYPE) && !id.equals(beginning.leaf())) {
            findings.add(Finding.leaf(Kind.FORGED, entry.index(), id, List.of(), "More than one leaf says from where"
                    + " on leaves have marks: somebody made the hub believe in leaves without."));
        }
    }

    private static void check(Entry entry, StoredLeaf stored, List<Finding> findings) {
        Leaf leaf = stored.leaf();
        byte[] now = leaf.hash();
        boolean content = MessageDigest.isEqual(now, entry.hash());
        boolean written = stored.written() == null || MessageDigest.isEqual(stored.written(), entry.hash());
        if (content && written) {
            return;
        }
        List<String> differs = new ArrayList<>();
        if (!content && !written && MessageDigest.isEqual(now, stored.hash())) {
            differs.add("entry");
        } else {
            if (!content) {
                differs.add("content");
            }
            if (!written) {
                differs.add("leaf_hash");
            }
        }
        findings.add(Finding.leaf(Kind.CHANGED, entry.index(), leaf.id(), differs, switch (differs.getFirst()) {
            case "entry" -> "The leaf fits the hash that was written with it, but is not the one that has this number.";
            case "content" -> "The leaf's columns are not what was written.";
            default -> "The hash that was written with the leaf is another; its columns are what was written.";
        }));
    }
}
