package pk.rabta.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.util.FileSystemUtils;

/** Everything around the hub, running: database, broker, token issuer and simulators, and how the hub reaches them. */
public final class SandboxEnvironment implements AutoCloseable {

    private final Map<String, Client> clients = SandboxClients.generate();
    private final Map<String, Duration> times = new ConcurrentHashMap<>();
    private final Path masterKeys = keyFile();
    private final List<Simulator> simulators;
    private final Database database;
    private final EmbeddedBroker broker;
    private final TokenIssuer issuer;

    private SandboxEnvironment(Collection<? extends Simulator> simulators) {
        this.simulators = List.copyOf(simulators);
        // Platform threads: both servers start processes and map files, which would pin virtual threads.
        try (ExecutorService starters = Executors.newCachedThreadPool()) {
            Future<Database> databaseStart = starters.submit(timed("database",
                    () -> EmbeddedDatabase.shared().freshDatabase()));
            Future<EmbeddedBroker> brokerStart = starters.submit(timed("broker", EmbeddedBroker::start));
            Future<TokenIssuer> issuerStart = starters.submit(timed("issuer",
                    () -> TokenIssuer.start(clients.values())));
            Future<Void> simulatorsStart = starters.submit(timed("simulators", () -> {
                this.simulators.forEach(Simulator::start);
                return null;
            }));
            database = started(databaseStart);
            broker = started(brokerStart);
            issuer = started(issuerStart);
            started(simulatorsStart);
        }
    }

    /** Starts all parts at once. @throws SandboxException when one of them does not start */
    public static SandboxEnvironment start(Collection<? extends Simulator> simulators) {
        return new SandboxEnvironment(simulators);
    }

    /** What the hub must be told, as Spring properties. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        simulators.forEach(simulator -> properties.putAll(simulator.settings()));
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.user());
        properties.put("spring.datasource.password", database.password());
        properties.put("rabta.broker.url", broker.url());
        properties.put("rabta.broker.user", broker.user());
        properties.put("rabta.broker.password", broker.password());
        properties.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer.uri().toString());
        properties.put("rabta.protection.master-key-file", masterKeys.toString());
        properties.put("rabta.protection.period", "500");
        properties.put("rabta.erasure.list", masterKeys.resolveSibling(masterKeys.getFileName() + ".erasures").toString());
        properties.put("rabta.public-url", "http://127.0.0.1:${local.server.port:${server.port:8080}}");
        // All tests, simulators and loads call from one address, most of them as one client.
        for (String limit : List.of("client", "address")) {
            properties.put("rabta.limits." + limit + ".per-second", "100000");
            properties.put("rabta.limits." + limit + ".burst", "1000000");
        }
        // Receivers of webhooks listen on this machine, and a failed one is tried again soon.
        properties.put("rabta.webhooks.allow-private", "true");
        properties.put("rabta.webhooks.retry-first", "300ms");
        properties.put("rabta.recovery.period", "300");
        properties.put("rabta.registry.period", "500");
        properties.put("rabta.batch.period", "1000");
        properties.put("rabta.waiting.period", "500");
        properties.put("rabta.waiting.retry", "1s");
        properties.put("rabta.clocks.period", "500");
        properties.put("rabta.measures.period", "1000");
        properties.put("rabta.invariants.period", "2000");
        properties.put("rabta.audit.directory", audit().toString());
        return properties;
    }

    /** One of its own for each database: a log has its own checkpoints. */
    private Path audit() {
        return SandboxDirectory.own("audit").resolve(database.url().substring(database.url().lastIndexOf('/') + 1));
    }

    /** Tells the simulators where the hub serves. */
    public void hubStarted(URI hub) {
        for (Simulator simulator : simulators) {
            String name = SandboxClients.name(simulator.partner());
            Client client = clients.computeIfAbsent(name, missing -> partner(simulator));
            simulator.hubStarted(new HubAddress(hub, issuer.tokenUrl(), client));
        }
    }

    /** Of this environment alone, so that a test may change it. */
    private static Path keyFile() {
        try {
            Path file = Files.createTempFile("rabta-sandbox-keys", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "current " + Secrets.key() + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Client partner(Simulator simulator) {
        Client client = Client.of("partner-" + simulator.partner(), "partner:act programmes:read",
                Map.of("partner", simulator.partner()));
        issuer.register(client);
        return client;
    }

    /** Writes what a caller needs to {@code target/sandbox/env}, readable by the owner only. */
    public Path writeEnvFile(URI hub) {
        return EnvFile.write(SandboxDirectory.root().resolve("env"), hub, issuer.tokenUrl(), clients);
    }

    /** The client of this name: VSO, SUPERVISOR, ADMIN, AUDITOR, or a partner's such as HEALTH_PB. */
    public Client client(String name) {
        Client client = clients.get(name);
        if (client == null) {
            throw new IllegalArgumentException("No client is called " + name + "; there are " + clients.keySet());
        }
        return client;
    }

    public <T extends Simulator> T simulator(Class<T> type) {
        return simulators.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow(() ->
                new IllegalArgumentException("No " + type.getSimpleName() + " runs: is it listed in Simulators?"));
    }

    public List<Simulator> simulators() {
        return simulators;
    }

    public Database database() {
        return database;
    }

    public EmbeddedBroker broker() {
        return broker;
    }

    public TokenIssuer issuer() {
        return issuer;
    }

    /** How long each part took to start. */
    public Map<String, Duration> times() {
        return Map.copyOf(times);
    }

    /** Stops all but the database server, which belongs to the process; no files stay but {@code env}. */
    @Override
    public void close() {
        simulators.forEach(Simulator::end);
        issuer.close();
        broker.close();
        FileSystemUtils.deleteRecursively(audit().toFile());
    }

    private <T> Callable<T> timed(String part, Callable<T> start) {
        return () -> {
            long begin = System.nanoTime();
            T result = start.call();
            times.put(part, Duration.ofNanos(System.nanoTime() - begin));
            return result;
        };
    }

    private static <T> T started(Future<T> start) {
        try {
            return start.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof ExceptionInInitializerError initial
                    ? initial.getCause() : e.getCause();
            throw cause instanceof SandboxException known ? known
                    : new SandboxException("The sandbox did not start: " + SandboxException.rootOf(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while the sandbox started", e);
        }
    }
}
