package pk.rabta.sandbox.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.Ports;
import pk.rabta.sandbox.SandboxDirectory;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.SandboxException;
import pk.rabta.sandbox.Simulators;

/** The packaged hub in a process of its own, as the image runs it: extracted, which starts in a third of the time. */
public final class HubProcess implements AutoCloseable {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    /** Compiled as the test itself is: quickly where the build asks for that, as in production for benchmarks. */
    static final List<String> AS_TEST = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("-XX:TieredStopAtLevel=") || option.startsWith("-Djsch.")).toList();
    private static final String STARTED = "Started RabtaApplication in";
    private static final Duration START_LIMIT = Duration.ofMinutes(6);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Map<String, Object> properties;
    private final List<String> options;
    private final Path output = SandboxDirectory.root().resolve("logs/hub-" + port + ".log");
    private final Path temporary = SandboxDirectory.own("hub-tmp-" + port);
    private int starts;
    private @Nullable ChildProcess process;

    private HubProcess(Map<String, Object> properties, List<String> options) {
        this.options = options;
        this.properties = new LinkedHashMap<>(properties);
        this.properties.put("server.port", port);
        this.properties.put("management.server.port", managementPort);
    }

    /** Starts the jar in {@code target} with these properties, on ports of its own, and waits until it has started. */
    public static HubProcess start(Map<String, Object> properties) {
        return start(properties, List.of());
    }

    /** The same, with options for Java itself, which count after its own. */
    public static HubProcess start(Map<String, Object> properties, List<String> options) {
        if (ReadyClasses.areWanted(options)) {
            keepClasses();
        }
        HubProcess hub = new HubProcess(properties, options);
        hub.run();
        hub.awaitStarted();
        return hub;
    }

    /** Starts it without waiting, for tests of a start that fails. */
    public static HubProcess launch(Map<String, Object> properties) {
        HubProcess hub = new HubProcess(properties, List.of());
        hub.run();
        return hub;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    public long pid() {
        return running().pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Where it puts what it needs for a moment. */
    public Path temporary() {
        return temporary;
    }

    /** All that it wrote so far, over all its starts. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. @return the exit code */
    public int stop() {
        int exit = running().stop(STOP_LIMIT);
        process = null;
        return exit;
    }

    /** SIGKILL. */
    public void kill() {
        running().destroy();
        process = null;
    }

    /** Starts it again on the same ports with the same properties, and waits until it has started. */
    public void restart() {
        if (process != null) {
            stop();
        }
        run();
        awaitStarted();
    }

    /** Waits for its own end. @return the exit code */
    public int exit(Duration limit) {
        return running().exit(limit);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process = null;
        }
        try {
            FileSystemUtils.deleteRecursively(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By a hub of its own, of which no test knows. */
    private static void keepClasses() {
        try (SandboxEnvironment around = SandboxEnvironment.start(Simulators.all());
                HubProcess hub = new HubProcess(around.properties(), ReadyClasses.keep())) {
            hub.run();
            hub.awaitStarted();
            hub.running().stop(START_LIMIT);
        }
        ReadyClasses.areKept();
    }

    private void awaitStarted() {
        running().await("started", START_LIMIT, () -> output().split(STARTED, -1).length > starts);
    }

    private ChildProcess running() {
        if (process == null) {
            throw new IllegalStateException("The hub is not running");
        }
        return process;
    }

    private void run() {
        starts = Files.exists(output) ? output().split(STARTED, -1).length : 1;
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
        command.add("-Xlog:cds=off");   // else it says at each start that these options change the JDK's own modules
        command.addAll(AS_TEST);
        command.add("-Djava.io.tmpdir=" + SandboxDirectory.create(temporary));
        command.addAll(ReadyClasses.use(options));
        command.addAll(options);
        command.addAll(List.of("-jar", extracted().toString()));
        // Not as arguments: those can be read by every user of the machine, and some are secrets.
        process = ChildProcess.start("hub", command, Map.of("SPRING_APPLICATION_JSON", json()), output);
    }

    private String json() {
        try {
            return new ObjectMapper().writeValueAsString(properties);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The hub's properties are no JSON", e);
        }
    }

    /** Extracts the jar once for each build of it. */
    private static synchronized Path extracted() {
        Path jar = jar();
        Path directory = SandboxDirectory.own("hub-" + jar.toFile().lastModified());
        Path extracted = directory.resolve("rabta.jar");
        if (!Files.exists(extracted)) {
            int exit = ChildProcess.start("extract", List.of(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract",
                    "--destination", directory.toString(), "--application-filename", "rabta.jar"), Map.of(),
                    SandboxDirectory.root().resolve("logs/extract.log")).exit(START_LIMIT);
            if (exit != 0) {
                throw new SandboxException("Extracting " + jar + " ended with " + exit + ": is it a whole jar?");
            }
        }
        return extracted;
    }

    private static Path jar() {
        try (Stream<Path> found = Files.list(Path.of("target"))) {
            return found.filter(path -> path.getFileName().toString().matches("rabta-[0-9][^/]*\\.jar")).findFirst()
                    .orElseThrow(() -> new SandboxException("There is no target/rabta-*.jar: run mvn package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
