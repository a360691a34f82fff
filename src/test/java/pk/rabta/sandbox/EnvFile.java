package pk.rabta.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The file of {@code NAME=value} lines that a caller of the sandbox sources in a shell. */
final class EnvFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private EnvFile() {}

    static Path write(Path file, URI hub, URI tokenUrl, Map<String, Client> clients) {
        List<String> lines = new ArrayList<>(List.of("RABTA_URL=" + hub, "TOKEN_URL=" + tokenUrl));
        clients.forEach((name, client) -> {
            lines.add(name + "_CLIENT_ID=" + client.id());
            lines.add(name + "_CLIENT_SECRET=" + client.secret());
        });
        SandboxDirectory.create(file.getParent());
        try {
            // Created with its mode, then moved over the old one: no moment at which others can read it.
            Path draft = Files.createTempFile(file.getParent(), "env", null,
                    PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(draft, lines);
            return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SandboxException("Cannot write " + file + ": " + e.getMessage() + " (set -D"
                    + SandboxDirectory.SETTING + " to a directory that can be written)", e);
        }
    }
}
