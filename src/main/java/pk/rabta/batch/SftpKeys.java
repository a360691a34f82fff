package pk.rabta.batch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** The private keys with which the hub enters partners' servers: one that cannot be used stops the start. */
@Component
class SftpKeys {

    SftpKeys(Partners partners) {
        List<String> wrong = new ArrayList<>();
        for (String id : partners.ids()) {
            PartnerProfile.Auth auth = partners.get(id).auth();
            String lack = auth == null ? null : lack(auth);
            if (lack != null) {
                wrong.add(Partners.key(id, "auth.key-file") + " " + lack);
            }
        }
        WrongSettingsException.throwIfAny(wrong);
    }

    private static @Nullable String lack(PartnerProfile.Auth auth) {
        if (auth.keyFile() == null || auth.keyFile().isBlank()) {
            return auth.type().equals("sftp-key") ? "is missing: name the file of the private key" : null;
        }
        Path file = Path.of(auth.keyFile());
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            return "is '" + file + "', which is no file that the hub may read";
        }
        return unusable(file);
    }

    private static @Nullable String unusable(Path file) {
        try {
            KeyPair pair = KeyPair.load(new JSch(), file.toString(), null);
            try {
                return pair.isEncrypted() ? "is '" + file + "', whose key asks for a passphrase: give one without" : null;
            } finally {
                pair.dispose();
            }
        } catch (JSchException | RuntimeException e) {
            // What the library says may quote the file.
            return "is '" + file + "', which holds no private key in OpenSSH or PEM form";
        }
    }
}
