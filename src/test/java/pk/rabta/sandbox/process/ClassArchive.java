package pk.rabta.sandbox.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import pk.rabta.sandbox.SandboxDirectory;

/**
 * The hub's classes as a hub of this build had loaded them when it ended: Java starts with such an archive in two thirds of the time,
 * and the tests start the hub dozens of times. Java ignores one that does not fit, and a hub starts without one too.
 */
final class ClassArchive {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path file;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean complete;

    ClassArchive(Path file) {
        this.file = file;
    }

    /** What a hub is started with that uses it, or that may write it. */
    List<String> options(boolean records) {
        return complete ? List.of("-XX:SharedArchiveFile=" + file) : records ? List.of("-XX:+RecordDynamicDumpInfo") : List.of();
    }

    boolean isComplete() {
        return complete;
    }

    /**
     * Writes what this process has loaded, if nobody has. Only of a hub that nobody needs any more: Java itself may crash
     * at a class that is loaded afterwards.
     */
    void write(long pid) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        Path log = SandboxDirectory.root().resolve("logs/archive.log");
        int exit = ChildProcess.start("jcmd", List.of(System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid),
                "VM.cds", "dynamic_dump", file.toString()), Map.of(), log).exit(LIMIT);
        complete = exit == 0 && Files.exists(file);
    }
}
