package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** A key file that could not open a partner's server is told at the start, not at the first connection. */
class SftpKeysTest {

    @TempDir
    private Path folder;

    private void start(String type, Path file) {
        PartnerProfile.Auth auth = new PartnerProfile.Auth(type, null, null, null, "hub", null,
                file == null ? null : file.toString(), Set.of());
        PartnerProfile profile = new PartnerProfile(null, "sftp-batch", null, Map.of(), auth, null, null, null,
                List.of("referral.id"), "withheld", "person", "other", null, null, null, null, Map.of(), Map.of(), Map.of(), null);
        Partners partners = mock(Partners.class);
        when(partners.ids()).thenReturn(Set.of("lists"));
        when(partners.get("lists")).thenReturn(profile);
        new SftpKeys(partners);
    }

    private void refused(Path file, String why) {
        assertThatThrownBy(() -> start("sftp-key", file)).isInstanceOf(WrongSettingsException.class)
                .hasMessageStartingWith("config/partners/lists/partner.yaml: rabta.partners.lists.auth.key-file ")
                .hasMessageContaining(why);
    }

    private Path key(String passphrase) throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        OpenSSHKeyEncryptionContext secret = new OpenSSHKeyEncryptionContext();
        secret.setPassword(passphrase);
        secret.setCipherType("256");
        Path file = folder.resolve("id");
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "hub", passphrase == null ? null : secret, out);
        }
        return file;
    }

    @Test
    void aKeyIsTaken() throws Exception {
        Path file = key(null);
        assertThatCode(() -> start("sftp-key", file)).doesNotThrowAnyException();
        assertThatCode(() -> start("sftp-password", null)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        refused(null, "is missing");
        refused(folder.resolve("none"), "no file that the hub may read");
        refused(folder, "no file that the hub may read");
        refused(Files.writeString(folder.resolve("empty"), ""), "no private key");
        refused(Files.writeString(folder.resolve("other"), "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA hub"),
                "no private key");
        refused(Files.writeString(folder.resolve("half"), "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n"),
                "no private key");
    }

    @Test
    void aKeyWithAPassphraseIsRefused() throws Exception {
        refused(key("a passphrase"), "asks for a passphrase");
    }
}
