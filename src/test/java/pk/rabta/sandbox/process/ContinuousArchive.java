package pk.rabta.sandbox.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.SandboxDirectory;

/**
 * A base backup of a database and its write-ahead log from then on, as PostgreSQL's manual says under "Continuous Archiving
 * and Point-in-Time Recovery": by the functions that tools such as pgBackRest call.
 */
final class ContinuousArchive {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final StandaloneDatabase database;
    private final Path base;
    private final Path log;

    private ContinuousArchive(StandaloneDatabase database, Path base, Path log) {
        this.database = database;
        this.base = base;
        this.log = log;
    }

    /** Has the server keep its log in a folder from now on; it is started again for that. */
    static ContinuousArchive of(StandaloneDatabase database, Path folder) {
        Path log = SandboxDirectory.create(folder.resolve("log"));
        List.of("alter system set archive_mode = on",
                "alter system set archive_command = 'cp %p " + log + "/%f'").forEach(sql -> ask(database, sql));
        database.restart();
        return new ContinuousArchive(database, folder.resolve("base"), log);
    }

    /** While the server works on. */
    void backUp() {
        SingleConnectionDataSource session = new SingleConnectionDataSource(database.database().url(),
                database.database().user(), database.database().password(), true);
        try {
            JdbcClient jdbc = JdbcClient.create(session);
            jdbc.sql("select pg_backup_start('test', fast => true)::text").query(String.class).single();
            copy(database.data(), base);
            String label = jdbc.sql("select labelfile from pg_backup_stop()").query(String.class).single();
            Files.writeString(base.resolve("backup_label"), label);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            session.destroy();
        }
    }

    /** Until all that is committed now is in the archive: what is committed later is lost with the machine. */
    void catchUp() {
        JdbcClient jdbc = JdbcClient.create(database.database().unpooled());
        String last = jdbc.sql("select pg_walfile_name(pg_switch_wal())").query(String.class).single();
        await().atMost(LIMIT).until(() -> Files.exists(log.resolve(last)));
    }

    /** In place of a server that is down: as it was at the last commit in the archive. */
    void restoreAll() throws IOException {
        restore("restore_command = 'cp " + log + "/%f %p'\n");
    }

    /** The same without what came after the base backup, but for what makes that one whole. */
    void restoreBase() throws IOException {
        restore("restore_command = 'cp " + log + "/%f %p'\nrecovery_target = 'immediate'\n"
                + "recovery_target_action = 'promote'\n");
    }

    private void restore(String settings) throws IOException {
        FileSystemUtils.deleteRecursively(database.data());
        copy(base, database.data());
        Files.writeString(database.data().resolve("postgresql.auto.conf"), settings, StandardOpenOption.APPEND);
        Files.createFile(database.data().resolve("recovery.signal"));
        database.restart();
        JdbcClient jdbc = JdbcClient.create(database.database().unpooled());
        await().atMost(LIMIT).until(() -> jdbc.sql("select not pg_is_in_recovery()").query(Boolean.class).single());
    }

    private static void ask(StandaloneDatabase database, String sql) {
        JdbcClient.create(database.database().unpooled()).sql(sql).update();
    }

    /** Files of a server that works may go meanwhile; its log is in the archive, and its lock is its own. */
    private static void copy(Path from, Path to) throws IOException {
        FileSystemUtils.deleteRecursively(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path inside = from.relativize(file);
                Path copy = to.resolve(inside);
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else if (!inside.startsWith("pg_wal") && !inside.startsWith("postmaster.pid")
                        && !inside.startsWith("postmaster.opts") && Files.exists(file)) {
                    Files.copy(file, copy);
                }
            }
        }
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
}
