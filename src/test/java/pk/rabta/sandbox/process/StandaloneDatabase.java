package pk.rabta.sandbox.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;
import pk.rabta.sandbox.Ports;
import pk.rabta.sandbox.SandboxDirectory;
import pk.rabta.sandbox.SandboxException;

/** A PostgreSQL server of one test, with a data directory that survives stop and kill. */
public final class StandaloneDatabase implements AutoCloseable {

    private final int port = Ports.free();
    private final Path data = SandboxDirectory.own("standalone-postgres-" + port);
    private @Nullable EmbeddedPostgres server;

    private StandaloneDatabase() {}

    /** Starts a server with an empty database {@code rabta}. */
    public static StandaloneDatabase start() {
        StandaloneDatabase database = new StandaloneDatabase();
        database.run();
        database.createDatabase();
        return database;
    }

    public Database database() {
        return EmbeddedDatabase.database(port, "rabta");
    }

    /** Where its files are. */
    public Path data() {
        return data;
    }

    /** Ends it as an operator would; connections break at once. */
    public void stop() {
        try {
            running().close();
        } catch (IOException e) {
            throw new SandboxException("PostgreSQL did not stop: " + e.getMessage(), e);
        }
        server = null;
    }

    /** kill -9 of the server and its workers, as when the machine fails. */
    public void kill() {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        // A killed worker stays as a zombie until someone collects it, so ask the port instead of the process.
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Ports.isFree(port));
        stop();
    }

    /** Starts the server again, on the same port and with the data as they were left. */
    public void restart() {
        if (server != null) {
            stop();
        }
        run();
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            stop();
        }
        FileSystemUtils.deleteRecursively(data);
    }

    private EmbeddedPostgres running() {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL is not running");
        }
        return server;
    }

    private void run() {
        SandboxDirectory.create(data.getParent());
        try {
            server = EmbeddedDatabase.server(data, port).setCleanDataDirectory(false).start();
        } catch (IOException e) {
            throw new SandboxException("PostgreSQL did not start in " + data + ": " + SandboxException.rootOf(e), e);
        }
    }

    private void createDatabase() {
        try (Connection connection = running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE rabta");
        } catch (SQLException e) {
            throw new SandboxException("Cannot create a database: " + e.getMessage(), e);
        }
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        } catch (IOException e) {
            throw new SandboxException("PostgreSQL has no postmaster.pid: is it running?", e);
        }
    }
}
