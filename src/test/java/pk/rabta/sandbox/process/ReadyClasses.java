package pk.rabta.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pk.rabta.sandbox.SandboxDirectory;

/**
 * The classes that a hub loads and links until it has started, kept by one for those after it, whose start is half the
 * work: Java's AOT cache (JEP 483, JEP 514). Java before 25 has none, uses none with an agent from the start on, and a
 * benchmark's hubs start as in production, without.
 */
final class ReadyClasses {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyClasses.class);
    private static final boolean POSSIBLE = Runtime.version().feature() >= 25 && ManagementFactory.getRuntimeMXBean()
            .getInputArguments().stream().anyMatch(option -> option.startsWith("-XX:TieredStopAtLevel="));
    private static final Path FILE = SandboxDirectory.own("hub-classes");
    private static final Path PART = SandboxDirectory.own("hub-classes-part");
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private ReadyClasses() {}

    /** Whether a hub with these options would use them and nobody has begun to keep them; true once. */
    static boolean areWanted(List<String> options) {
        return areOfUse(options) && BEGUN.compareAndSet(false, true);
    }

    /** For the hub that keeps them when it ends by itself. */
    static List<String> keep() {
        // Of what cannot be kept it would write a thousand lines.
        return List.of("-XX:AOTCacheOutput=" + PART, "-Xlog:aot=off");
    }

    /** That one has ended. Whoever starts from now on uses them; where there are none, each loads its own. */
    static void areKept() {
        if (!Files.exists(PART)) {
            LOG.warn("This JVM kept no classes in {}: hubs start slowly", PART);
            return;
        }
        try {
            FILE.toFile().deleteOnExit();
            Files.move(PART, FILE, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a hub that starts with these options. */
    static List<String> use(List<String> options) {
        return areOfUse(options) && Files.exists(FILE) ? List.of("-XX:AOTCache=" + FILE) : List.of();
    }

    private static boolean areOfUse(List<String> options) {
        return POSSIBLE && options.stream().noneMatch(option -> option.startsWith("-javaagent:"));
    }
}
