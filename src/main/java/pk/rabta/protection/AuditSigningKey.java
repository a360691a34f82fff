package pk.rabta.protection;

import org.springframework.stereotype.Component;

/** The Ed25519 key of the audit's checkpoints. It signs nothing else, so that no other text can pass for one. */
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
