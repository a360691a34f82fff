package pk.rabta.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.audit.Checkpoints.Kept;
import pk.rabta.audit.Finding.Kind;
import pk.rabta.audit.merkle.Checkpoint;
import pk.rabta.audit.merkle.InvalidCheckpointException;
import pk.rabta.audit.merkle.Span;
import pk.rabta.audit.merkle.Subtree;

/** Whether the tree begins with what signed checkpoints say. */
@Component
class CheckpointCheck {

    private final TreeRows tree;
    private final CheckpointKey key;

    CheckpointCheck(TreeRows tree, CheckpointKey key) {
        this.tree = tree;
        this.key = key;
    }

    List<Finding> check(List<Kept> kept, long size) {
        List<Subtree> parts = kept.stream().filter(it -> it.size() <= size)
                .flatMap(it -> new Span(0, it.size()).parts().stream()).distinct().toList();
        Map<Subtree, byte[]> hashes = tree.hashes(parts);
        List<Finding> findings = new ArrayList<>();
        kept.forEach(one -> {
            String differs = differs(one, size, hashes);
            if (differs != null) {
                findings.add(Finding.leaves(Kind.CHECKPOINT, 0, one.size() - 1,
                        "The checkpoint of " + one.size() + " leaves: " + differs));
            }
        });
        return findings;
    }

    private @Nullable String differs(Kept kept, long size, Map<Subtree, byte[]> hashes) {
        try {
            Checkpoint signed = key.open(kept.note());
            Span leaves = new Span(0, signed.size());
            if (signed.size() != kept.size() || signed.size() > size) {
                return "the tree has only " + size + " leaves, or the note is of another size.";
            }
            if (!hashes.keySet().containsAll(leaves.parts())) {
                return "hashes of its tree are gone.";
            }
            return MessageDigest.isEqual(leaves.hash(hashes::get), signed.root()) ? null
                    : "the tree has another root; leaves or hashes up to there changed.";
        } catch (InvalidCheckpointException e) {
            return e.getMessage() + '.';
        }
    }
}
