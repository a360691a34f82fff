package pk.rabta.protection;

import org.springframework.stereotype.Component;

/** The hub's own Ed25519 key, with which it signs what it tells others. The same master key yields the same key. */
@Component
public class HubSigningKey {

    private final DerivedSigner key;

    HubSigningKey(MasterKey master) {
        this.key = new DerivedSigner(master, "rabta/signing/1");
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
