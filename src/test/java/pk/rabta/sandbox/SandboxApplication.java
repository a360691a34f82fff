package pk.rabta.sandbox;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import pk.rabta.RabtaApplication;

/**
 * Starts the sandbox and the hub in it; this is what {@code mvn spring-boot:test-run} runs. Arguments:
 * {@code --server.port} (8080) and {@code --demo.exit=true}, which ends the process after the demo with 0 or 1.
 */
public final class SandboxApplication {

    private static final int FAILED = 1;

    private SandboxApplication() {}

    public static void main(String[] args) {
        // Until the hub sets its own levels: the sandbox's servers start before it, and have nothing to tell.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try {
            run(args);
        } catch (SandboxException e) {
            System.err.println("Rabta did not start: " + e.getMessage());
            System.exit(FAILED);
        } catch (Throwable e) {
            // Spring has reported it already, in one line where an analyzer knows the cause.
            System.exit(FAILED);
        }
    }

    private static void run(String[] args) throws Exception {
        long begin = System.nanoTime();
        SimpleCommandLinePropertySource arguments = new SimpleCommandLinePropertySource(args);
        int port = port(arguments);
        SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all());
        SpringApplication.getShutdownHandlers().add(sandbox::close);
        long hubBegin = System.nanoTime();
        SpringApplication.withHook(application -> new SandboxRunListener(sandbox.properties()),
                () -> RabtaApplication.main(hubArguments(args, port)));
        URI hub = URI.create("http://localhost:" + port);
        sandbox.hubStarted(hub);
        System.out.println(ready(hub, sandbox.writeEnvFile(hub).toString(), sandbox.times(), begin, hubBegin));
        boolean exits = Boolean.parseBoolean(arguments.getProperty("demo.exit"));
        boolean good = Simulators.demo().isEmpty() || Simulators.demo().get().play(sandbox, hub);
        if (exits) {
            System.exit(good ? 0 : FAILED);
        }
    }

    private static int port(SimpleCommandLinePropertySource arguments) {
        String value = arguments.getProperty("server.port");
        try {
            int port = value == null ? 8080 : Integer.parseInt(value);
            if (port == 0) {
                return Ports.free();
            }
            if (!Ports.isFree(port)) {
                throw new SandboxException("port " + port + " is taken by another process: stop that process, or set "
                        + "--server.port to a free one (with Maven: -Dspring-boot.run.arguments=--server.port=8081)");
            }
            return port;
        } catch (IllegalArgumentException e) {
            throw new SandboxException("--server.port=" + value + " is not a port: give a number from 1 to 65535", e);
        }
    }

    private static String[] hubArguments(String[] args, int port) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.removeIf(argument -> argument.startsWith("--server.port"));
        all.add("--server.port=" + port);
        all.add("--rabta.public-url=http://localhost:" + port);
        // The sandbox's own servers have nothing to tell.
        all.add("--logging.level.org.apache.sshd=error");
        all.add("--logging.level.org.apache.activemq=warn");
        all.add("--spring.main.banner-mode=off");
        // The sandbox reports a failed start itself, in one line.
        all.add("--logging.level.org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter=off");
        return all.toArray(String[]::new);
    }

    private static String ready(URI hub, String env, Map<String, Duration> times, long begin, long hubBegin) {
        String parts = times.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(part -> part.getKey() + " " + seconds(part.getValue())).collect(Collectors.joining(", "));
        long now = System.nanoTime();
        return "Rabta is ready at " + hub + " after " + seconds(Duration.ofNanos(now - begin)) + " (" + parts + ", hub "
                + seconds(Duration.ofNanos(now - hubBegin)) + "); addresses and credentials are in " + env;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
