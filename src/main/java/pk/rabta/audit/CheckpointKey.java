package pk.rabta.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.stereotype.Component;
import pk.rabta.audit.merkle.Checkpoint;
import pk.rabta.audit.merkle.DroppedWord;
import pk.rabta.audit.merkle.SignedNote;
import pk.rabta.audit.merkle.VerifierKey;
import pk.rabta.protection.AuditSigningKey;

/** Signs checkpoints of this hub's log and its words about dropped leaves, and knows them again. */
@Component
class CheckpointKey {

    private final AuditSigningKey key;
    private final VerifierKey verifier;

    CheckpointKey(AuditSigningKey key, AuditSettings settings) {
        this.key = key;
        this.verifier = new VerifierKey(settings.origin(), key.publicKey());
    }

    VerifierKey verifier() {
        return verifier;
    }

    String sign(long size, byte[] root) {
        return SignedNote.sign(new Checkpoint(verifier.name(), size, root), verifier, key::sign);
    }

    /** The detail of a leaf {@link DroppedWord#TYPE}. */
    ObjectNode sign(DroppedWord word) {
        return word.sign(verifier, key::sign);
    }

    /** The checkpoint. @throws pk.rabta.audit.merkle.InvalidCheckpointException if this hub did not sign it */
    Checkpoint open(String note) {
        return SignedNote.open(note, verifier);
    }
}
