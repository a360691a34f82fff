package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A base backup of a database and its write-ahead log from then on, kept and brought back by the script of the production
 * shape. Only the base backup is made without pg_basebackup, which no package brings: by the functions that it calls, and
 * without a log in it, as that one makes it.
 */
final class ContinuousArchive {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path SCRIPT = Path.of("src/main/docker/postgres/log-archive.sh").toAbsolutePath();
    private static final String BASE = "test";

    private final StandaloneDatabase database;
    private final Path folder;

    private ContinuousArchive(StandaloneDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** Has the server keep its log in a folder from now on; it is started again for that. */
    static ContinuousArchive of(StandaloneDatabase database, Path folder) throws IOException {
        for (String part : List.of("log", "base")) {
            Files.createDirectory(folder.resolve(part));
        }
        List.of("alter system set archive_mode = on",
                "alter system set archive_command = 'bash " + SCRIPT + " keep " + folder + " %p %f'")
                .forEach(sql -> ask(database, sql));
        database.restart();
        return new ContinuousArchive(database, folder);
    }

    /** While the server works on. */
    void backUp() {
        SingleConnectionDataSource session = new SingleConnectionDataSource(database.database().url(),
                database.database().user(), database.database().password(), true);
        Path copy = folder.resolve("copy");
        try {
            JdbcClient jdbc = JdbcClient.create(session);
            jdbc.sql("select pg_backup_start('test', fast => true)::text").query(String.class).single();
            copy(database.data(), copy);
            String label = jdbc.sql("select labelfile from pg_backup_stop()").query(String.class).single();
            Files.writeString(copy.resolve("backup_label"), label);
            Path base = Files.createDirectories(folder.resolve("base").resolve(BASE));
            run("tar", "-czf", base.resolve("base.tar.gz").toString(), "-C", copy.toString(), ".");
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
        await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("log").resolve(last + ".gz")));
    }

    /** In place of a server that is down: as it was at the last commit in the archive. */
    void restoreAll() throws IOException {
        restore("");
    }

    /** The same without what came after the base backup, but for what makes that one whole. */
    void restoreBase() throws IOException {
        restore("recovery_target = 'immediate'\nrecovery_target_action = 'promote'\n");
    }

    private void restore(String settings) throws IOException {
        FileSystemUtils.deleteRecursively(database.data());
        Files.createDirectory(database.data());
        run("bash", SCRIPT.toString(), "restore", folder.toString(), BASE);
        Files.writeString(database.data().resolve("postgresql.auto.conf"), settings, StandardOpenOption.APPEND);
        database.restart();
        JdbcClient jdbc = JdbcClient.create(database.database().unpooled());
        await().atMost(LIMIT).until(() -> jdbc.sql("select not pg_is_in_recovery()").query(Boolean.class).single());
    }

    private void run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGDATA", database.data().toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }

    private static void ask(StandaloneDatabase database, String sql) {
        JdbcClient.create(database.database().unpooled()).sql(sql).update();
    }

    /** Files of a server that works may go meanwhile; its log is in the archive, and its lock is its own. */
    private static void copy(Path from, Path to) throws IOException {
        FileSystemUtils.deleteRecursively(to);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path inside = from.relativize(file);
                if (inside.startsWith("pg_wal") || inside.toString().startsWith("postmaster.")) {
                    return FileVisitResult.CONTINUE;
                }
                try {
                    Files.copy(file, to.resolve(inside));
                } catch (NoSuchFileException gone) {
                    return visitFileFailed(file, gone);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }
        });
    }
}
