package pk.rabta.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A partner's SFTP server on loopback: one account, a host key of its own, folders below a directory of this process.
 */
public final class SftpServer {

    private static final String HOST = "127.0.0.1";

    private final String partner;
    private final int port = Ports.free();
    private final String password = Secrets.password();
    private final KeyPair hostKey;
    private final Path root;
    private final Received received;
    private final UploadGate gate = new UploadGate();
    private final HungFiles hung = new HungFiles();
    private volatile @Nullable PublicKey admitted;
    private volatile UnaryOperator<String> told = UnaryOperator.identity();
    private volatile boolean leaves;
    private @Nullable SshServer server;

    /** Not started yet; the folders exist. What clients write is told as received. */
    public SftpServer(String partner, Received received, String... folders) {
        this.partner = partner;
        this.received = received;
        this.root = SandboxDirectory.own(partner + "-" + port);
        for (String folder : folders) {
            SandboxDirectory.create(root.resolve(folder));
        }
        try {
            hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
            Files.writeString(knownHosts(), "[" + HOST + "]:" + port + " "
                    + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
        } catch (GeneralSecurityException | IOException e) {
            throw new SandboxException("The SFTP server of " + partner + " has no host key: " + e.getMessage(), e);
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String username() {
        // As an address may not hold it unescaped.
        return "rabta&1+%41";
    }

    public String password() {
        return password;
    }

    /** The file from which a client knows the host key. */
    public Path knownHosts() {
        return root.resolve("known hosts+%41");
    }

    /** From now on only the owner of this key comes in, and no password; null: the password again. */
    public void admit(@Nullable PublicKey key) {
        admitted = key;
    }

    /** It cuts each connection when it hears the password, as one does that goes down at that moment; false: no more. */
    public void leavesDuringLogins(boolean from) {
        leaves = from;
    }

    /** Uploads of temporary files stop from now on when their bytes are there, before the client hears so. */
    public void holdUploads() {
        gate.shut();
    }

    /** Uploads go on. */
    public void releaseUploads() {
        gate.open();
    }

    /** Its file system hangs from now on, while the server itself answers. */
    public void hang() {
        hung.hang();
    }

    /** From now on it lists and opens files, and their bytes do not come. */
    public void hangReads() {
        hung.hang(SftpConstants.SSH_FXP_READ);
    }

    /** From now on what it is asked to rename stays as it is, and it never says so. */
    public void hangRenames() {
        hung.hang(SftpConstants.SSH_FXP_RENAME, SftpConstants.SSH_FXP_EXTENDED);
    }

    /** Its file system is well again, and does what it was asked meanwhile. */
    public void recover() {
        hung.recover();
    }

    /** Its listings tell these names from now on, as a server may that is not well-meaning. */
    public void lists(UnaryOperator<String> names) {
        told = names;
    }

    /** A folder as the server's owner sees it. */
    public Path folder(String name) {
        return root.resolve(name);
    }

    /** The names in a folder, sorted. */
    public List<String> names(String folder) {
        try (var files = Files.list(folder(folder))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new SandboxException("Cannot list " + folder + " of " + partner, e);
        }
    }

    public synchronized void open() {
        if (server != null) {
            return;
        }
        SshServer opening = SshServer.setUpDefaultServer();
        opening.setHost(HOST);
        opening.setPort(port);
        opening.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        opening.setPasswordAuthenticator((user, given, session) -> {
            if (leaves) {
                session.close(true);
            }
            return admitted == null && username().equals(user) && MessageDigest.isEqual(bytes(password), bytes(given));
        });
        opening.setPublickeyAuthenticator((user, key, session) -> username().equals(user)
                && admitted != null && KeyUtils.compareKeys(admitted, key));
        opening.setFileSystemFactory(new VirtualFileSystemFactory(root));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(received.files());
        sftp.addSftpEventListener(gate);
        sftp.addSftpEventListener(hung);
        sftp.setFileSystemAccessor(new SftpFileSystemAccessor() {
            @Override
            public void putRemoteFileName(SftpSubsystemProxy subsystem, Path path, Buffer buffer, String name,
                    boolean shortName) throws IOException {
                SftpFileSystemAccessor.super.putRemoteFileName(subsystem, path, buffer, told.apply(name), shortName);
            }
        });
        opening.setSubsystemFactories(List.of(sftp));
        try {
            opening.start();
            server = opening;
        } catch (IOException e) {
            throw new SandboxException("The SFTP server of " + partner + " cannot listen on port " + port + ": "
                    + e.getMessage() + " (stop the process that took the port)", e);
        }
    }

    /** Closes the port and cuts every connection; the files stay. */
    public synchronized void close() {
        if (server == null) {
            return;
        }
        try {
            server.close(true).await(5_000);
            server = null;
        } catch (IOException e) {
            throw new SandboxException("The SFTP server of " + partner + " does not close", e);
        }
    }

    /** Deletes the folders and what is in them; the server is closed. */
    public void delete() {
        try {
            FileSystemUtils.deleteRecursively(root);
        } catch (IOException e) {
            throw new SandboxException("Cannot delete the files of " + partner + " in " + root + ": " + e.getMessage(),
                    e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
