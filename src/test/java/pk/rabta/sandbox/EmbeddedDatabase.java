package pk.rabta.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The real PostgreSQL server, unpacked from a jar and started once in this process, on a loopback port. */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String TEMPLATE = "rabta_template";
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final AtomicInteger names = new AtomicInteger();
    /** Weak: a hub that ended long ago must not stay in memory for this. */
    private final Set<AutoCloseable> users = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean templateReady;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    private static final class Holder {
        private static final EmbeddedDatabase SHARED = start(SandboxDirectory.own("postgres"));
    }

    /** The one server of this process, started at the first call and stopped when the process ends. */
    public static EmbeddedDatabase shared() {
        return Holder.SHARED;
    }

    /** Ends the server only after this: a hub, which would miss its database. */
    synchronized void endAfter(AutoCloseable user) {
        users.add(user);
    }

    static EmbeddedDatabase start(Path data) {
        SandboxDirectory.create(data.getParent());
        try {
            EmbeddedDatabase database = new EmbeddedDatabase(server(data, Ports.free()).setCleanDataDirectory(true)
                    .setRegisterShutdownHook(false).start());
            Runtime.getRuntime().addShutdownHook(new Thread(database::close, "sandbox-database-end"));
            return database;
        } catch (IOException | RuntimeException | Error e) {
            throw new SandboxException("The sandbox's PostgreSQL did not start in " + data + ": "
                    + SandboxException.rootOf(e) + " (set -D" + SandboxDirectory.SETTING
                    + " to a local directory with 500 MB free)", e);
        }
    }

    /** How both the embedded and the standalone server are set up: UTF-8, UTC, and commits that survive a kill. */
    public static EmbeddedPostgres.Builder server(Path data, int port) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(SandboxDirectory.root().resolve("postgres-binaries").toFile())
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("timezone", "UTC")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
    }

    /** A database of its own with the hub's whole schema, copied from a template that was migrated once. */
    public synchronized Database freshDatabase() {
        if (!templateReady) {
            execute("CREATE DATABASE " + TEMPLATE);
            Flyway.configure().dataSource(database(TEMPLATE).unpooled()).load().migrate();
            templateReady = true;
        }
        return create("TEMPLATE " + TEMPLATE);
    }

    /** A database of its own with nothing in it. */
    public synchronized Database emptyDatabase() {
        return create("TEMPLATE template0");
    }

    public int port() {
        return server.getPort();
    }

    private Database create(String options) {
        String name = "rabta_" + names.incrementAndGet();
        execute("CREATE DATABASE " + name + " " + options);
        return database(name);
    }

    private Database database(String name) {
        return database(server.getPort(), name);
    }

    /** How to reach a database of a server that {@link #server} set up. */
    public static Database database(int port, String name) {
        // The server trusts its own machine, so the password says so instead of pretending to be a secret.
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/" + name, USER, "trusted-loopback");
    }

    private void execute(String sql) {
        DataSource admin = server.getPostgresDatabase();
        try (Connection connection = admin.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SandboxException("The sandbox's PostgreSQL refused \"" + sql + "\": " + e.getMessage(), e);
        }
    }

    private synchronized List<AutoCloseable> takeUsers() {
        List<AutoCloseable> all = List.copyOf(users);
        users.clear();
        return all;
    }

    /** Ends first whoever uses it. */
    @Override
    public void close() {
        try (server) {
            for (AutoCloseable user : takeUsers()) {
                user.close();
            }
        } catch (Exception e) {
            throw new SandboxException("The sandbox's PostgreSQL or what uses it did not end: " + e.getMessage(), e);
        }
    }
}
