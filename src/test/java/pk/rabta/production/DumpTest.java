package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;

/** The manual's commands for a dump, where PostgreSQL's client is there in the server's version or a later one. */
class DumpTest {

    private static final Path MANUAL = Path.of("src/docs/production.md");
    private static final int SERVER = 17;
    private static final String COUNTS = """
            select c.relname || ' ' || (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || c.oid::regclass,
              false, true, '')))[1]::text from pg_class c
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by c.relname""";

    @TempDir
    private Path folder;

    @Test
    void isRestoredWholeIntoAnEmptyDatabase_whichGoesOn() throws Exception {
        Path client = client();
        Database from = EmbeddedDatabase.shared().freshDatabase();
        event(from);
        event(from);
        Path dump = folder.resolve("rabta.dump");
        run(client, command("(pg_dump [^>\n]+) > rabta[.]dump"), from, null, dump);
        Database to = EmbeddedDatabase.shared().emptyDatabase();
        run(client, command("(pg_restore [^<\n]+-d rabta) < rabta[.]dump"), to, dump, null);

        assertThat(all(to, COUNTS)).isEqualTo(all(from, COUNTS)).contains("referral_event 2");
        Flyway.configure().dataSource(to.unpooled()).load().validate();
        event(to);
        assertThat(all(to, "select position::text from referral_event order by position")).containsExactly("1", "2", "3");
    }

    private static void event(Database database) {
        JdbcClient.create(database.unpooled()).sql("""
                insert into referral_event (id, type, client_id, actor, occurred_at, recorded_at)
                values (:id, 'referral.requested', 'tool', 'HUB', now(), now())""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).update();
    }

    private static List<String> all(Database database, String sql) {
        return JdbcClient.create(database.unpooled()).sql(sql).query(String.class).list();
    }

    private static List<String> command(String form) throws IOException {
        Matcher found = Pattern.compile("docker compose exec -T postgres " + form).matcher(Files.readString(MANUAL));
        assertThat(found.find()).as(form + " in " + MANUAL).isTrue();
        return List.of(found.group(1).split(" "));
    }

    private void run(Path client, List<String> manual, Database database, Path in, Path out) throws Exception {
        List<String> command = new ArrayList<>(manual);
        command.set(0, client.resolve(manual.getFirst()).toString());
        command.set(command.size() - 1, database.url().replaceFirst(".*/", ""));
        command.addAll(1, List.of("-h", "127.0.0.1", "-p", String.valueOf(EmbeddedDatabase.shared().port())));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.redirectInput(in == null ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(in.toFile()));
        builder.redirectOutput(out == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(out.toFile()));
        assertThat(builder.start().waitFor()).as(Files.readString(errors)).isZero();
    }

    private static Path client() throws Exception {
        for (Path folder : folders()) {
            if (version(folder.resolve("pg_dump")) >= SERVER && Files.isExecutable(folder.resolve("pg_restore"))) {
                return folder;
            }
        }
        assumeTrue(false, "No pg_dump of PostgreSQL " + SERVER + " or later is on the path: the dump is not tried here");
        throw new IllegalStateException("assumed");
    }

    private static List<Path> folders() throws IOException {
        List<Path> all = new ArrayList<>(Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList());
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(all::add);
            }
        }
        return all;
    }

    private static int version(Path program) throws Exception {
        if (!Files.isExecutable(program)) {
            return 0;
        }
        Process process = new ProcessBuilder(program.toString(), "--version").start();
        Matcher number = Pattern.compile("(\\d+)[.\\d]*").matcher(new String(process.getInputStream().readAllBytes()));
        return process.waitFor() == 0 && number.find() ? Integer.parseInt(number.group(1)) : 0;
    }
}
