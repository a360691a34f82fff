package pk.rabta.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sandbox keeps its files: {@code target/sandbox}, or the system property {@value #SETTING}. */
public final class SandboxDirectory {

    static final String SETTING = "rabta.sandbox.directory";

    private SandboxDirectory() {}

    /** Absolute; it may not exist yet. */
    public static Path root() {
        return Path.of(System.getProperty(SETTING, "target/sandbox")).toAbsolutePath();
    }

    /** A directory of this process alone, so that two builds side by side do not share files. */
    public static Path own(String name) {
        return root().resolve(name + "-" + ProcessHandle.current().pid());
    }

    /** Creates the directory, or says in a SandboxException why it cannot. */
    public static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SandboxException("Cannot create the directory " + directory + " (" + e.getClass().getSimpleName()
                    + "): free it, or set -D" + SETTING + " to a directory that can be written", e);
        }
    }
}
