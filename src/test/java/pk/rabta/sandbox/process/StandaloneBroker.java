package pk.rabta.sandbox.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.Ports;
import pk.rabta.sandbox.SandboxDirectory;
import pk.rabta.sandbox.SandboxException;
import pk.rabta.sandbox.Secrets;

/** The broker as production runs it: the unpacked distribution with our broker.properties, in a process of its own. */
public final class StandaloneBroker implements AutoCloseable {

    private static final Path DISTRIBUTION = Path.of("target/artemis").toAbsolutePath();
    private static final Path SETTINGS = Path.of("src/main/docker/artemis/broker.properties").toAbsolutePath();
    /** Java's own variable for its options. */
    private static final Map<String, String> AS_TEST = Map.of("JDK_JAVA_OPTIONS", String.join(" ", HubProcess.AS_TEST));
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final int port = Ports.free();
    private final String password = Secrets.password();
    private final Path instance = SandboxDirectory.own("standalone-broker-" + port);
    private final Path output = SandboxDirectory.root().resolve("logs/broker-" + port + ".log");
    private @Nullable ChildProcess process;

    private final String options;

    private StandaloneBroker(String options) {
        this.options = options;
    }

    /** Creates an instance and runs it. */
    public static StandaloneBroker start() {
        return start("");
    }

    /** The same, with options for Java itself. */
    public static StandaloneBroker start(String options) {
        StandaloneBroker broker = new StandaloneBroker(options);
        broker.create();
        broker.run();
        return broker;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    public String user() {
        return "rabta";
    }

    public String password() {
        return password;
    }

    /** Where its files are: journal, pages, large messages and log. */
    public Path files() {
        return instance;
    }

    /** Ends it as an operator would. */
    public void stop() {
        running().stop(LIMIT);
        process = null;
    }

    /** kill -9. */
    public void kill() {
        running().destroy();
        process = null;
    }

    /** Runs the instance again, on the same port and with the journal as it was left. */
    public void restart() {
        if (process != null) {
            stop();
        }
        run();
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroy();
            process = null;
        }
        FileSystemUtils.deleteRecursively(instance);
    }

    private ChildProcess running() {
        if (process == null) {
            throw new IllegalStateException("The broker is not running");
        }
        return process;
    }

    private void create() {
        List<String> command = new ArrayList<>(List.of("bash", home().resolve("bin/artemis").toString(), "create",
                "--silent", "--require-login", "--user", user(), "--password", password, "--host", "127.0.0.1",
                "--default-port", Integer.toString(port), "--nio", "--no-autotune", "--no-web", "--java-memory", "512M",
                "--no-amqp-acceptor", "--no-mqtt-acceptor", "--no-stomp-acceptor", "--no-hornetq-acceptor"));
        command.add(instance.toString());
        SandboxDirectory.create(instance.getParent());
        int exit = ChildProcess.start("artemis create", command, AS_TEST, output).exit(LIMIT);
        if (exit != 0) {
            throw new SandboxException("artemis create ended with " + exit + ": see " + output);
        }
    }

    private void run() {
        Map<String, String> variables = new HashMap<>(AS_TEST);
        variables.put("JAVA_ARGS_APPEND", ("-Dbroker.properties=" + SETTINGS + " " + options).strip());
        process = ChildProcess.start("artemis", List.of("bash", instance.resolve("bin/artemis").toString(), "run"),
                variables, output)
                .await("listening on port " + port, LIMIT, this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path home() {
        try (Stream<Path> found = Files.list(DISTRIBUTION)) {
            return found.filter(Files::isDirectory).findFirst().orElseThrow(StandaloneBroker::missing);
        } catch (IOException e) {
            throw missing();
        }
    }

    private static SandboxException missing() {
        return new SandboxException("There is no broker in " + DISTRIBUTION
                + ": run mvn dependency:unpack@unpack-broker, or mvn verify, which does it");
    }
}
