package pk.rabta.audit.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import pk.rabta.audit.merkle.Checkpoint;
import pk.rabta.audit.merkle.DroppedWord;
import pk.rabta.audit.merkle.GrowingTree;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.audit.merkle.VerifierKey;

/** Goes through exported leaves from the first on, and holds them against signed checkpoints. */
final class ExportCheck {

    private final NavigableMap<Long, List<Checkpoint>> ahead = new TreeMap<>();
    private final GrowingTree tree = new GrowingTree();
    private final NavigableMap<String, Long> withoutContent = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final VerifierKey key;
    private String keptFrom = "";
    private long fits;
    private boolean broken;
    private long withheld;

    ExportCheck(VerifierKey key, Collection<Checkpoint> checkpoints) {
        this.key = key;
        checkpoints.forEach(one -> ahead.computeIfAbsent(one.size(), size -> new ArrayList<>()).add(one));
    }

    /** One leaf of the export. After a gap nothing more can be said, so it is told once. */
    void add(JsonNode item) {
        long index = item.path("index").asLong(-1);
        if (broken) {
            return;
        }
        if (index != tree.size()) {
            broken = true;
            findings.add("leaf " + tree.size() + " is missing: the next in the export is " + index);
            return;
        }
        String id = item.path("id").asText();
        byte[] hash = Base64.getDecoder().decode(item.path("hash").asText());
        if (item.has("leaf")) {
            Leaf leaf = Leaf.read(item.get("leaf"));
            if (!leaf.id().toString().equals(id) || !MessageDigest.isEqual(leaf.hash(), hash)) {
                findings.add("leaf " + index + " (" + id + ") is not what was written: its hash does not fit its content");
            } else if (leaf.type().equals(DroppedWord.TYPE)) {
                dropped(index, leaf);
            }
        } else if (item.path("withheld").asBoolean()) {
            withheld++;
        } else {
            withoutContent.put(id, index);
        }
        tree.add(hash);
        ahead.getOrDefault(tree.size(), List.of()).forEach(this::compare);
    }

    private void dropped(long index, Leaf leaf) {
        DroppedWord word = DroppedWord.read(leaf, key).orElse(null);
        if (word == null) {
            notes.add("leaf " + index + " (" + leaf.id() + ") says that leaves were dropped, and is not believed: the log's key"
                    + " did not sign it, or it reaches to leaves that were to be kept");
            return;
        }
        notes.add("leaf " + index + " (" + leaf.id() + ") of " + leaf.time() + " is believed: leaves from before "
                + word.until() + ", with ids below " + word.before() + ", may be gone; they were kept for " + word.kept());
        String before = word.before().toString();
        keptFrom = before.compareTo(keptFrom) > 0 ? before : keptFrom;
    }

    /** What the log says about leaves that are gone, and whether that was believed. */
    List<String> notes() {
        return notes;
    }

    private void compare(Checkpoint checkpoint) {
        if (MessageDigest.isEqual(checkpoint.root(), tree.root())) {
            fits = checkpoint.size();
        } else {
            findings.add("the checkpoint of " + checkpoint.size() + " leaves does not fit: of leaves " + fits + " to "
                    + (checkpoint.size() - 1) + " at least one is another than when it was signed");
        }
    }

    /** What was found in all; empty is valid. */
    List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        withoutContent.tailMap(keptFrom).forEach((id, index) -> all.add("leaf " + index + " (" + id
                + ") is missing: only its hash is there, and the log does not say that it was dropped"));
        ahead.tailMap(tree.size(), false).keySet().forEach(size ->
                all.add("the checkpoint of " + size + " leaves has no counterpart: the export has " + tree.size()));
        return all;
    }

    /** Leaves of which the hub told this reader no more than their hashes. */
    long withheld() {
        return withheld;
    }

    /** For who found nothing wrong. */
    String summary() {
        return tree.size() + " leaves, " + withoutContent.size() + " of them not kept any more"
                + (withheld == 0 ? "" : ", " + withheld + " withheld from you: only their hashes were looked at")
                + "; signed up to " + fits;
    }
}
