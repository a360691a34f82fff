package pk.rabta.protection;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import pk.rabta.settings.WrongSettingsException;

/**
 * One of the secrets under which every other key of the hub is sealed. What it seals begins with a version byte and the
 * key's id, so that it can be told which key opens it. The id is computed from the key: nobody can mix two up.
 */
final class MasterKey {

    /** Bytes that name the key, before what it sealed. */
    static final int PREFIX = 5;
    private static final int BYTES = 32;
    private static final byte VERSION = 1;
    /** Of 32 random bytes fewer than that differ in no lifetime: a pattern, not a key. */
    private static final int LEAST_DIFFERENT = 16;

    private final byte[] prefix = new byte[PREFIX];
    private final byte[] key;
    private final AesGcm cipher;

    private MasterKey(byte[] key) {
        this.key = key;
        prefix[0] = VERSION;
        System.arraycopy(derive(key, "rabta/key-id/1"), 0, prefix, 1, PREFIX - 1);
        cipher = new AesGcm(derive(key, "rabta/sealing/1"));
    }

    /**
     * A key from its text.
     *
     * @param where what to name in a refusal; the text itself must not reach a message
     * @throws WrongSettingsException where it is not 32 bytes in Base64, or not random
     */
    static MasterKey of(String text, String where) {
        byte[] key = bytes(text.strip());
        if (key == null || key.length != BYTES) {
            throw new WrongSettingsException(where + " must be " + BYTES + " bytes in Base64, as from "
                    + "`openssl rand -base64 32`.", null);
        }
        if (isWritten(key)) {
            throw new WrongSettingsException(where + " is an example or a pattern, not a random key: "
                    + "make one with `openssl rand -base64 32`.", null);
        }
        return new MasterKey(key);
    }

    /** The key's id, 8 hexadecimal digits: says nothing of the key. */
    String id() {
        return HexFormat.of().formatHex(prefix, 1, PREFIX);
    }

    /** The id of the key that sealed these bytes; null where no master key did. */
    static @Nullable String idOf(byte[] sealed) {
        return sealed.length > PREFIX && sealed[0] == VERSION ? HexFormat.of().formatHex(sealed, 1, PREFIX) : null;
    }

    /** What stands before everything that the key with this id sealed. */
    static byte[] prefix(String id) {
        byte[] prefix = new byte[PREFIX];
        prefix[0] = VERSION;
        System.arraycopy(HexFormat.of().parseHex(id), 0, prefix, 1, PREFIX - 1);
        return prefix;
    }

    byte[] seal(byte[] plain, String context) {
        byte[] sealed = cipher.seal(plain, context.getBytes(StandardCharsets.UTF_8));
        byte[] named = Arrays.copyOf(prefix, PREFIX + sealed.length);
        System.arraycopy(sealed, 0, named, PREFIX, sealed.length);
        return named;
    }

    /** The key of that purpose as it came from the one master key before there were several ({@link EarlierSeals}). */
    byte[] earlier(String purpose) {
        return derive(key, "rabta/" + purpose);
    }

    byte[] open(byte[] named, String context) throws GeneralSecurityException {
        return cipher.open(Arrays.copyOfRange(named, PREFIX, named.length), context.getBytes(StandardCharsets.UTF_8));
    }

    private static byte @Nullable [] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A sentence in Base64, or a pattern: what examples are made of. */
    private static boolean isWritten(byte[] key) {
        boolean printable = true;
        boolean[] seen = new boolean[256];
        int different = 0;
        for (byte one : key) {
            printable &= one >= ' ' && one <= '~';
            different += seen[one & 0xff] ? 0 : 1;
            seen[one & 0xff] = true;
        }
        return printable || different < LEAST_DIFFERENT || isCounting(key);
    }

    private static boolean isCounting(byte[] key) {
        for (int i = 2; i < key.length; i++) {
            if ((byte) (key[i] - key[i - 1]) != (byte) (key[1] - key[0])) {
                return false;
            }
        }
        return true;
    }

    /** 32 bytes of HKDF-SHA256 for a purpose. */
    static byte[] derive(byte[] key, String purpose) {
        try {
            return Hkdf.computeHkdf("HMACSHA256", key, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot derive keys with HKDF-SHA256", e);
        }
    }
}
