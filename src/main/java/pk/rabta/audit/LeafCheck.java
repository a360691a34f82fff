package pk.rabta.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import pk.rabta.audit.Finding.Kind;
import pk.rabta.audit.LogRows.Entry;
import pk.rabta.audit.merkle.DroppedWord;
import pk.rabta.audit.merkle.Leaf;

/** Whether rows of leaves are what was numbered: their bytes are made again from the columns, and hashed. */
@Component
class LeafCheck {

    private final Dropped dropped;

    LeafCheck(Dropped dropped) {
        this.dropped = dropped;
    }

    /** What came of some leaves. */
    record Result(List<Finding> findings, int notKept) {}

    Result check(long from, long to, List<Entry> entries) {
        Map<Long, Entry> known = new HashMap<>();
        entries.forEach(entry -> known.put(entry.index(), entry));
        Optional<DroppedWord> word = dropped.word();
        List<Finding> findings = new ArrayList<>();
        int notKept = 0;
        for (long index = from; index < to; index++) {
            Entry entry = known.get(index);
            if (entry == null) {
                findings.add(Finding.leaves(Kind.MISSING, index, index, "The number has no leaf any more."));
            } else if (entry.stored() != null) {
                check(entry, entry.stored(), findings);
            } else if (word.isPresent() && word.get().covers(entry.leafId())) {
                notKept++;
            } else {
                findings.add(Finding.leaf(Kind.MISSING, index, entry.leafId(), List.of(),
                        "The leaf is gone, and retention did not drop it."));
            }
        }
        return new Result(findings, notKept);
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
