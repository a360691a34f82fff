package pk.rabta.protection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.settings.WrongSettingsException;

/**
 * Where the master keys come from: an environment variable or a file, not both.
 *
 * @param masterKey       32 bytes in Base64, for an environment variable; read once, at the start
 * @param otherMasterKeys beside {@code masterKey}: keys that open and do not seal
 * @param masterKeyFile   a file of keys, read again while the hub runs ({@link KeyRing#of(String, String)})
 */
@ConfigurationProperties("rabta.protection")
record ProtectionSettings(@Nullable String masterKey, @DefaultValue List<String> otherMasterKeys,
                          @Nullable Path masterKeyFile) {

    private static final String KEY = "rabta.protection.master-key";

    /**
     * The keys as they stand now.
     *
     * @throws WrongSettingsException where there are none, or wrong ones
     */
    KeyRing ring() {
        boolean given = masterKey != null && !masterKey.isBlank();
        if (masterKeyFile == null && !given) {
            throw new WrongSettingsException("No master key. Set " + KEY + " (32 bytes in Base64, "
                    + "for example from `openssl rand -base64 32`) or " + KEY + "-file.", null);
        }
        if (masterKeyFile == null) {
            return KeyRing.of(MasterKey.of(String.valueOf(masterKey), "The master key (" + KEY + ")"),
                    otherMasterKeys.stream().filter(key -> !key.isBlank())
                            .map(key -> MasterKey.of(key, "Each of rabta.protection.other-master-keys")).toList());
        }
        if (given || !otherMasterKeys.isEmpty()) {
            throw new WrongSettingsException(KEY + "-file is set, and so is " + KEY
                    + " or rabta.protection.other-master-keys: all keys must stand in the file.", null);
        }
        try {
            return KeyRing.of(Files.readString(masterKeyFile), KEY + "-file " + masterKeyFile);
        } catch (IOException e) {
            throw new WrongSettingsException(KEY + "-file cannot be read: " + masterKeyFile, e);
        }
    }
}
