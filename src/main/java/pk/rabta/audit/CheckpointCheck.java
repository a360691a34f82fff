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

    /** Notes that this hub did not sign, or that the tree does not begin with. */
    List<Finding> check(List<String> notes) {
        long size = tree.state().size();
        List<Finding> findings = new ArrayList<>();
        List<Checkpoint> signed = new ArrayList<>();
        for (String note : notes) {
            try {
                signed.add(key.open(note));
            } catch (InvalidCheckpointException e) {
                findings.add(new Finding(Kind.CHECKPOINT, null, null, null, List.of(),
                        "A checkpoint of the audit is not this hub's: " + e.getMessage() + '.'));
            }
        }
        Map<Subtree, byte[]> hashes = tree.hashes(signed.stream().filter(it -> it.size() <= size)
                .flatMap(it -> leaves(it).parts().stream()).distinct().toList());
        for (Checkpoint checkpoint : signed) {
            String differs = differs(checkpoint, size, hashes);
            if (differs != null) {
                findings.add(Finding.leaves(Kind.CHECKPOINT, 0, checkpoint.size() - 1, "The audit in the database does not"
                        + " fit its checkpoint of " + checkpoint.size() + " leaves: " + differs));
            }
        }
        return findings;
    }

    /** The same of checkpoints as the database keeps them. */
    List<Finding> checkKept(List<Kept> kept) {
        List<Finding> findings = new ArrayList<>(check(kept.stream().map(Kept::note).toList()));
        kept.stream().filter(one -> !sized(one)).forEach(one -> findings.add(Finding.leaves(Kind.CHECKPOINT, 0,
                one.size() - 1, "The checkpoint of " + one.size() + " leaves is a note of another size.")));
        return findings;
    }

    private static @Nullable String differs(Checkpoint checkpoint, long size, Map<Subtree, byte[]> hashes) {
        if (checkpoint.size() > size) {
            return "it holds only " + size + ", so it was restored from a backup, or leaves were removed.";
        }
        if (!hashes.keySet().containsAll(leaves(checkpoint).parts())) {
            return "hashes of its tree are gone.";
        }
        return MessageDigest.isEqual(leaves(checkpoint).hash(hashes::get), checkpoint.root()) ? null
                : "they are others now, so it was restored and used, or leaves or hashes were changed.";
    }

    private boolean sized(Kept kept) {
        try {
            return key.open(kept.note()).size() == kept.size();
        } catch (InvalidCheckpointException e) {
            return true; // told already
        }
    }

    private static Span leaves(Checkpoint checkpoint) {
        return new Span(0, checkpoint.size());
    }
}
