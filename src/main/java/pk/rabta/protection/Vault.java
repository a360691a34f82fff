package pk.rabta.protection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/**
 * Seals personal data. Each person, each file and each archived message has a random data key of its own, which is stored
 * sealed under a master key. Losing a sealed key makes everything sealed under it unreadable, which is how a person is
 * erased and a file ends. Data keys are opened for one call and never kept.
 */
@Component
public class Vault {

    private static final int KEY_BYTES = 32;

    private final MasterKeys masters;

    Vault(MasterKeys masters) {
        this.masters = masters;
    }

    /** A new data key, sealed: to be stored beside its owner, such as a person's id. */
    public byte[] newKey(String owner) {
        return sealSecret(owner, AesGcm.random(KEY_BYTES));
    }

    /** Seals bytes under the owner's key. */
    public byte[] seal(byte[] sealedKey, String owner, byte[] plain) {
        return seal(sealedKey, owner, owner, plain);
    }

    /** Opens what {@link #seal(byte[], String, byte[])} made. Fails where the bytes belong to somebody else. */
    public byte[] open(byte[] sealedKey, String owner, byte[] sealed) {
        return open(sealedKey, owner, owner, sealed);
    }

    /** Seals bytes under the owner's key, bound to a context such as their place in a file. */
    public byte[] seal(byte[] sealedKey, String owner, String context, byte[] plain) {
        return data(sealedKey, owner).seal(plain, bytes(context));
    }

    /** Opens what was sealed with the same key, owner and context. */
    public byte[] open(byte[] sealedKey, String owner, String context, byte[] sealed) {
        try {
            return data(sealedKey, owner).open(sealed, bytes(context));
        } catch (GeneralSecurityException e) {
            throw closed(e);
        }
    }

    /** The key of a file or message, sealed under a person's key in place of the master key: it ends with the person. */
    public byte[] entrust(byte[] sealedKey, String owner, byte[] personKey, String victimId) {
        return seal(personKey, victimId, owner, openSecret(owner, sealedKey));
    }

    /** The way back: the entrusted key, sealed as {@link #open(byte[], String, byte[])} takes it. Not to be stored. */
    public byte[] entrusted(byte[] entrusted, String owner, byte[] personKey, String victimId) {
        return sealSecret(owner, open(personKey, victimId, owner, entrusted));
    }

    /** Seals a small secret under the master key itself; its column must be known to {@link SealedColumn}. */
    public byte[] sealSecret(String context, byte[] plain) {
        return masters.sealing().seal(plain, context);
    }

    /** Opens what {@link #sealSecret} made with the same context. */
    public byte[] openSecret(String context, byte[] sealed) {
        try {
            return masters.of(sealed).open(sealed, context);
        } catch (GeneralSecurityException e) {
            throw closed(e);
        }
    }

    private AesGcm data(byte[] sealedKey, String owner) {
        return new AesGcm(openSecret(owner, sealedKey));
    }

    static byte[] bytes(String context) {
        return context.getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalStateException closed(GeneralSecurityException cause) {
        return new IllegalStateException("Sealed data does not open: another key, or changed bytes", cause);
    }
}
