package pk.rabta.protection;

import org.springframework.stereotype.Component;

/** The hub's own Ed25519 key, with which it signs what it tells others. It is the same on every node. */
@Component
public class HubSigningKey {

    private final DerivedSigner key;

    HubSigningKey(HubKeys keys) {
        this.key = new DerivedSigner(keys.get("signing"));
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
