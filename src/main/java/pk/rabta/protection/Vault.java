package pk.rabta.protection;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/**
 * Seals personal data: each person has a data key of their own, itself sealed under the master key.
 * Losing a person's sealed key makes everything sealed under it unreadable, which is how a person is erased.
 */
@Component
public class Vault {

    private static final int KEY_BYTES = 32;
    private final SecureRandom random = new SecureRandom();
    private final AesGcmJce persons;
    private final AesGcmJce archive;

    Vault(MasterKey master) {
        this.persons = cipher(master.derive("rabta/person-keys/1"));
        this.archive = cipher(master.derive("rabta/archive/1"));
    }

    /** A new data key for a person, sealed: store it beside the person. */
    public byte[] newPersonKey(String victimId) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return encrypt(persons, key, victimId);
    }

    /** Seals a text under the person's key. */
    public byte[] seal(byte[] sealedKey, String victimId, byte[] plain) {
        return encrypt(personal(sealedKey, victimId), plain, victimId);
    }

    /** Opens what {@link #seal} made. Fails where the key was shredded or the bytes belong to somebody else. */
    public byte[] open(byte[] sealedKey, String victimId, byte[] sealed) {
        return decrypt(personal(sealedKey, victimId), sealed, victimId);
    }

    /** Seals what belongs to no single person yet, such as a message that was not read so far. */
    public byte[] sealArchive(String context, byte[] plain) {
        return encrypt(archive, plain, context);
    }

    /** Opens what {@link #sealArchive} made with the same context. */
    public byte[] openArchive(String context, byte[] sealed) {
        return decrypt(archive, sealed, context);
    }

    private AesGcmJce personal(byte[] sealedKey, String victimId) {
        return cipher(decrypt(persons, sealedKey, victimId));
    }

    private static AesGcmJce cipher(byte[] key) {
        try {
            return new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot use AES-256-GCM", e);
        }
    }

    private static byte[] encrypt(AesGcmJce cipher, byte[] plain, String context) {
        try {
            return cipher.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    private static byte[] decrypt(AesGcmJce cipher, byte[] sealed, String context) {
        try {
            return cipher.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealed data does not open: another master key "
                    + "(rabta.protection.master-key), a shredded person key, or changed bytes", e);
        }
    }
}
