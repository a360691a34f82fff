package pk.rabta.protection;

import com.google.crypto.tink.subtle.Hkdf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/** The one secret from which every other key of the hub is derived or unsealed. */
@Component
class MasterKey {

    private static final int BYTES = 32;
    private final byte[] key;

    MasterKey(ProtectionSettings settings) {
        this.key = decode(read(settings));
    }

    /** A key for one purpose; the same purpose always yields the same key. */
    byte[] derive(String purpose) {
        try {
            byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
            return Hkdf.computeHkdf("HMACSHA256", key, new byte[0], info, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot derive keys with HKDF-SHA256", e);
        }
    }

    private static String read(ProtectionSettings settings) {
        if (settings.masterKey() != null && !settings.masterKey().isBlank()) {
            return settings.masterKey();
        }
        if (settings.masterKeyFile() == null) {
            throw new WrongSettingsException("No master key. Set rabta.protection.master-key (32 bytes in Base64, "
                    + "for example from `openssl rand -base64 32`) or rabta.protection.master-key-file.", null);
        }
        try {
            return Files.readString(settings.masterKeyFile());
        } catch (IOException e) {
            throw new WrongSettingsException("rabta.protection.master-key-file cannot be read: "
                    + settings.masterKeyFile(), e);
        }
    }

    private static byte[] decode(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // answered below: the key itself must not reach a message
        }
        throw new WrongSettingsException("The master key (rabta.protection.master-key or -file) must be "
                + BYTES + " bytes in Base64.", null);
    }
}
