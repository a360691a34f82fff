package pk.rabta.protection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/**
 * Seals personal data: each person has a data key of their own, itself sealed under the master key.
 * Losing a person's sealed key makes everything sealed under it unreadable, which is how a person is erased.
 */
@Component
public class Vault {

    private static final int KEY_BYTES = 32;
    private final AesGcm persons;
    private final AesGcm archive;

    Vault(MasterKey master) {
        this.persons = new AesGcm(master.derive("rabta/person-keys/1"));
        this.archive = new AesGcm(master.derive("rabta/archive/1"));
    }

    /** A new data key for a person, sealed: store it beside the person. */
    public byte[] newPersonKey(String victimId) {
        return encrypt(persons, AesGcm.random(KEY_BYTES), victimId);
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

    private AesGcm personal(byte[] sealedKey, String victimId) {
        return new AesGcm(decrypt(persons, sealedKey, victimId));
    }

    private static byte[] encrypt(AesGcm cipher, byte[] plain, String context) {
        return cipher.seal(plain, context.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decrypt(AesGcm cipher, byte[] sealed, String context) {
        try {
            return cipher.open(sealed, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealed data does not open: another master key "
                    + "(rabta.protection.master-key), a shredded person key, or changed bytes", e);
        }
    }
}
