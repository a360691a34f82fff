package pk.rabta.protection;

import org.springframework.stereotype.Component;

/**
 * The Ed25519 key of the audit: of its checkpoints and its words about dropped leaves, whose texts cannot pass for each
 * other. It signs nothing else.
 */
@Component
public class AuditSigningKey {

    private final DerivedSigner key;

    AuditSigningKey(HubKeys keys) {
        this.key = new DerivedSigner(keys.get("audit-checkpoint"));
    }

    /** The signature, 64 bytes. */
    public byte[] sign(byte[] content) {
        return key.sign(content);
    }

    /** The public key, 32 bytes. */
    public byte[] publicKey() {
        return key.publicKey();
    }
}
