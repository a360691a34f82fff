package pk.rabta.sandbox.faults;

import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import pk.rabta.sandbox.SandboxDirectory;
import pk.rabta.sandbox.faults.agent.FaultAgent;

/** A test's side of the agent: where to stop a process, how far its clock is ahead, whether its disk is full. */
public final class FaultPoints {

    private final Path folder;

    public FaultPoints(String name) {
        folder = SandboxDirectory.create(SandboxDirectory.own("faults-" + name));
    }

    /** What a Java process is started with. */
    public String option() {
        return "-javaagent:" + jar() + "=" + folder;
    }

    /** For a process that runs already, and so starts as quickly as without; {@link FaultAgent} says what it lacks then. */
    void attach(long pid) {
        try {
            VirtualMachine process = VirtualMachine.attach(Long.toString(pid));
            try {
                process.loadAgent(jar().toString(), folder.toString());
            } finally {
                process.detach();
            }
        } catch (IOException | AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException("The agent cannot be loaded into process " + pid, e);
        }
    }

    /** From its next start on the process lacks these, see {@link FaultAgent}. */
    void breakSafety(String... what) {
        for (String one : what) {
            write("broken-" + one, "");
        }
    }

    /** After so many passings of points whose whole names fit this pattern, the next thread at one of them stops there. */
    public void arm(String pattern, int passings) {
        disarm();
        write("armed", passings + " " + pattern);
    }

    /** Nobody stops any more, and who stands at the point goes on. */
    public void disarm() {
        delete("armed");
        delete("reached");
    }

    /** Waits until a thread stands at the armed point. @return the point's name */
    public String awaitReached(Duration limit) {
        await("reached").atMost(limit).pollInterval(Duration.ofMillis(20)).until(() -> Files.exists(folder.resolve("reached")));
        return read("reached");
    }

    /** How far the hub's clock is ahead of the machine's from now on. */
    public void clockAhead(Duration by) {
        write("clock", by.toString());
    }

    /** Whether the broker's disk is too full to take a message. */
    public void diskFull(boolean full) {
        if (full) {
            write("disk-full", "");
        } else {
            delete("disk-full");
        }
    }

    private void write(String name, String content) {
        try {
            Path part = Files.writeString(folder.resolve(name + ".part"), content);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent's classes and nothing else; the library that it uses lies where the build has it. */
    private static synchronized Path jar() {
        Path jar = SandboxDirectory.own("fault-agent.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
        manifest.getMainAttributes().putValue("Agent-Class", FaultAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, source(ByteBuddy.class).toUri().toString());
        Path classes = source(FaultAgent.class);
        String agent = FaultAgent.class.getPackageName().replace('.', '/');
        SandboxDirectory.create(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> found = Files.list(classes.resolve(agent))) {
            for (Path compiled : found.toList()) {
                out.putNextEntry(new JarEntry(agent + "/" + compiled.getFileName()));
                Files.copy(compiled, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static Path source(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
