package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A return of a million rows, applied by a hub of 512 MB that dies on the way, beside a bare COPY of the same file into the same PostgreSQL. */
class BatchBenchmark {

    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final Duration LIMIT = Duration.ofHours(3);

    private static final String FIRST = "ZKT_PB_ISTEHQAQ_PK617_20261126_0001.csv";
    private static final String SECOND = "ZKT_PB_ISTEHQAQ_PK617_20261126_0002.csv";

    private final StringBuilder report = new StringBuilder();
    @TempDir
    private Path folder;

    @Test
    void aReturnOfAMillionRows() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            // What the committees answer is this benchmark's.
            sandbox.simulator(ZakatCommittee.class).decides(row -> null);
            try (HubProcess hub = HubProcess.start(properties)) {
                sandbox.hubStarted(hub.url());
                run(sandbox, hub, properties);
            }
        } finally {
            Files.createDirectories(Path.of("target/bench"));
            Files.writeString(Path.of("target/bench/batch.txt"), report);
            System.out.println(report);
        }
    }

    private void run(SandboxEnvironment sandbox, HubProcess hub, Map<String, Object> properties) throws Exception {
        JdbcClient jdbc = JdbcClient.create(sandbox.database().dataSource());
        int known = ROWS / ReturnRows.APART;
        int sound = ReturnRows.sound(known);
        Submitter.all(sandbox, hub, "", LoadedPeople.bodies(properties, known, people -> LoadedPeople.body(people, "zakat-pb",
                "SOCIAL_PROTECTION", "FIN.INCOME_LOSS", "zakat-pb-guzara", "ROUTINE")));
        // People gives the person of a number the CNIC of that number.
        List<ReturnRows.Known> referrals = jdbc.sql("""
                select id, split_part(victim_id, '-', 3)::int from referral where partner_id = 'zakat-pb' order by key""")
                .query((row, n) -> new ReturnRows.Known(row.getString(1), "99999%07d2".formatted(row.getInt(2)))).list();
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> jdbc.sql(
                "select count(*) from delivery where destination = 'zakat-pb' and state <> 'SENT'").query(Integer.class).single() == 0);
        Path folderIn = committeeFolder(sandbox, "in");

        Path file = new ReturnRows(referrals, ROWS).write(folder.resolve("return"));
        double bare = copy(sandbox.database().dataSource().getConnection(), file);
        StoredRows stored = new StoredRows(sandbox.database().dataSource(), FIRST, Instant.now());
        long start = put(file, folderIn, FIRST);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> progress(jdbc, FIRST).state().equals("APPLYING"));
        double checked = since(start);
        say("%,d rows, %,d bytes", ROWS, Files.size(file));
        say("bare COPY of the file %.1f s", bare);
        say("received, sealed and checked %.1f s, ratio %.1f", checked, checked / bare);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> progress(jdbc, FIRST).next() > ROWS / 3);
        hub.kill();
        hub.restart();
        sandbox.hubStarted(hub.url());
        Progress applied = applied(jdbc, FIRST);
        double all = since(start);
        StoredRows.Copied again = stored.copy(folder);
        say("all of it, with a kill and a start in between %.1f s, %,.0f rows/s", all, ROWS / (all - checked));
        say("bare COPY of the %,d rows that were stored, of the file and of what followed, %.1f s, ratio %.1f", again.rows(),
                again.seconds(), (all - checked) / again.seconds());
        say("changed something %,d, known %,d, refused %,d", applied.good(), applied.same(), applied.bad());
        assertThat(applied.good()).isEqualTo(sound);
        assertThat(applied.rows()).as("each row has an end").isEqualTo(ROWS);
        assertThat(stored(jdbc, FIRST)).as("each row is there once").isEqualTo(ROWS);
        assertThat(events(jdbc)).isEqualTo(sound);

        answered(jdbc, FIRST);
        Path errors = committeeFolder(sandbox, "receipts").resolve(FIRST.replace(".csv", ".errors.csv"));
        say("its receipt and its file of refused rows, %,d bytes, after %.1f s more", Files.size(errors), since(start) - all);
        try (Stream<String> lines = Files.lines(errors)) {
            assertThat(lines.count()).as("each refused row, and their names").isEqualTo(applied.bad() + 1);
        }

        // The department sends it once more, with three rows that it had forgotten.
        Path longer = new ReturnRows(referrals, ROWS + 3).write(folder.resolve("longer"));
        start = put(longer, folderIn, SECOND);
        Progress second = applied(jdbc, SECOND);
        say("sent again with three rows more %.1f s: changed something %,d, known %,d, refused %,d", since(start),
                second.good(), second.same(), second.bad());
        say("live heap after all %.1f MB", Jcmd.live(hub.pid()) / 1e6);
        assertThat(second.good()).isZero();
        assertThat(second.same()).isEqualTo(sound);
        assertThat(second.rows()).isEqualTo(ROWS + 3);
        assertThat(stored(jdbc, SECOND)).isEqualTo(ROWS + 3);
        assertThat(events(jdbc)).isEqualTo(sound);
        assertThat(checked / bare).as("staged and validated, beside a bare COPY").isLessThanOrEqualTo(8);
    }

    private static long put(Path file, Path folder, String name) throws Exception {
        Path part = Files.copy(file, folder.resolve(name + ".part"));
        long start = System.nanoTime();
        Files.move(part, folder.resolve(name));
        return start;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static Progress applied(JdbcClient jdbc, String name) {
        return await().atMost(LIMIT).pollInterval(Duration.ofMillis(500))
                .until(() -> progress(jdbc, name), progress -> progress.state().equals("APPLIED"));
    }

    private static void answered(JdbcClient jdbc, String name) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> jdbc.sql(
                "select count(*) from batch_arrival where name = :name and receipt_at is not null").param("name", name)
                .query(Integer.class).single() == 1);
    }

    private static Path committeeFolder(SandboxEnvironment sandbox, String name) {
        return sandbox.simulator(ZakatCommittee.class).server().folder(name);
    }

    private void say(String text, Object... values) {
        report.append(text.formatted(values)).append('\n');
        System.out.println(text.formatted(values));
    }

    /** How far a file is. */
    private record Progress(String state, int next, int good, int same, int bad) {

        int rows() {
            return good + same + bad;
        }
    }

    private static Progress progress(JdbcClient jdbc, String name) {
        return jdbc.sql("select state, next_row, good_rows, same_rows, bad_rows from batch_file where name = :name")
                .param("name", name).query((row, n) -> new Progress(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4),
                        row.getInt(5))).optional().orElse(new Progress("", 0, 0, 0, 0));
    }

    private static int stored(JdbcClient jdbc, String name) {
        return jdbc.sql("select count(*) from batch_row r join batch_file f on f.id = r.file_id where f.name = :name")
                .param("name", name).query(Integer.class).single();
    }

    private static int events(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from partner_event where partner_id = 'zakat-pb'").query(Integer.class).single();
    }

    /** A line a row, as text, and nothing looked at. */
    private static double copy(Connection connection, Path file) throws Exception {
        try (connection; Statement statement = connection.createStatement(); InputStream content = Files.newInputStream(file)) {
            statement.execute("create table bare_return (line text)");
            long start = System.nanoTime();
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                    "copy bare_return from stdin with (format csv, delimiter E'\\x01', quote E'\\x02', encoding 'LATIN1')", content);
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
