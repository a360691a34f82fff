package pk.rabta.protection;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import pk.rabta.identity.CheckedId;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

/**
 * A token of a person for one partner or programme alone: two that compare theirs find nothing in common, and only the hub
 * finds back. It is the person's own token, 128 random bits, as one block of AES-256 under a key of that partner; of one
 * block that is a permutation, so that no table is needed. See ADR 58.
 */
@Component
public class Pseudonyms {

    private final HubKeys hub;
    private final byte[] root;
    private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();

    Pseudonyms(HubKeys hub) {
        this.hub = hub;
        this.root = hub.get("pseudonyms");
    }

    /** What a programme of a partner gets for an id, of a person or of a consent: no other programme gets the same. */
    public String of(String partner, String programme, Prefix prefix, String id) {
        return PublicId.of(prefix, block(Cipher.ENCRYPT_MODE, partner + "/" + programme, PublicId.bits(prefix, id)));
    }

    /** The token that this partner gets of a person, where it works with tokens alone. */
    public String of(String partner, String token) {
        return PublicId.of(Prefix.PT, block(Cipher.ENCRYPT_MODE, partner, PublicId.bits(Prefix.PT, token)));
    }

    /** The person's own token, by the one that this partner got; empty where that is none. */
    public Optional<String> personal(String partner, String token) {
        return PublicId.check(Prefix.PT, token) instanceof CheckedId.Valid valid
                ? Optional.of(PublicId.of(Prefix.PT, block(Cipher.DECRYPT_MODE, partner, PublicId.bits(Prefix.PT, valid.id()))))
                : Optional.empty();
    }

    private byte[] block(int mode, String partner, byte[] bits) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, keys.computeIfAbsent(partner, this::key));
            return cipher.doFinal(bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot use AES-256", e);
        }
    }

    /** A partner that an earlier version told tokens keeps its key ({@link EarlierSeals}). */
    private SecretKeySpec key(String partner) {
        return new SecretKeySpec(hub.find("pseudonym/" + partner)
                .orElseGet(() -> MasterKey.derive(root, "rabta/pseudonym/1/" + partner)), "AES");
    }
}
