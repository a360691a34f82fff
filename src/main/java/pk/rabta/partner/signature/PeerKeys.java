package pk.rabta.partner.signature;

import java.security.PublicKey;
import java.util.Optional;

/** Where the partner's public keys are found. */
@FunctionalInterface
interface PeerKeys {

    /**
     * The key of this id.
     *
     * @throws SignatureRefused if the keys cannot be had just now
     */
    Optional<PublicKey> find(String keyId);

    /** One key that was handed over once; whatever id the partner gives it. */
    static PeerKeys pinned(PublicKey key) {
        return keyId -> Optional.of(key);
    }
}
