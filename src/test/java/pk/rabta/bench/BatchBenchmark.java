package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A return of a million rows, beside a bare COPY of the same file into the same PostgreSQL. */
class BatchBenchmark {

    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final Duration LIMIT = Duration.ofHours(3);

    @TempDir
    private Path folder;

    @Test
    void aReturnOfAMillionRows() throws Exception {
        StringBuilder report = new StringBuilder();
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            properties.put("rabta.partners.zakat-pb.options.max-bytes", 400_000_000);
            JdbcClient jdbc = JdbcClient.create(sandbox.database().dataSource());
            Path file = folder.resolve("return");
            new ReturnRows(List.of(), ROWS).write(file);
            try (HubProcess hub = HubProcess.start(properties)) {
                sandbox.hubStarted(hub.url());
                double bare = copy(sandbox.database().dataSource().getConnection(), file);
                Path in = sandbox.simulator(ZakatCommittee.class).server().folder("in");
                String name = "ZKT_PB_ISTEHQAQ_PK617_20261126_0001.csv";
                Path part = Files.copy(file, in.resolve(name + ".part"));
                long start = System.nanoTime();
                Files.move(part, in.resolve(name));
                await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> state(jdbc, name).equals("APPLYING"));
                double checked = (System.nanoTime() - start) / 1e9;
                report.append("%,d rows, %,d bytes%nbare COPY of the file %.1f s%nreceived, sealed and checked %.1f s, ratio %.1f%n"
                        .formatted(ROWS, Files.size(file), bare, checked, checked / bare));
                hub.kill();
                hub.restart();
                sandbox.hubStarted(hub.url());
                await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> state(jdbc, name).equals("APPLIED"));
                double applied = (System.nanoTime() - start) / 1e9;
                double stored = rows(sandbox.database().dataSource().getConnection());
                report.append("all of it, with a kill and a start in between %.1f s, %,.0f rows/s%nbare COPY of what was stored %.1f s%n"
                        .formatted(applied, ROWS / (applied - checked), stored));
                assertThat(jdbc.sql("select count(*) from batch_row r join batch_file f on f.id = r.file_id where f.name = :name")
                        .param("name", name).query(Integer.class).single()).isEqualTo(ROWS);
            }
        } finally {
            Files.createDirectories(Path.of("target/bench"));
            Files.writeString(Path.of("target/bench/batch.txt"), report);
            System.out.println(report);
        }
    }

    private static String state(JdbcClient jdbc, String name) {
        return jdbc.sql("select state from batch_file where name = :name").param("name", name).query(String.class).optional()
                .orElse("");
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

    /** The rows that the file left, once more into a table of the same shape. */
    private double rows(Connection connection) throws Exception {
        Path dump = folder.resolve("rows");
        try (connection; Statement statement = connection.createStatement()) {
            statement.execute("create table bare_row (like batch_row including all)");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (OutputStream out = Files.newOutputStream(dump)) {
                copy.copyOut("copy batch_row to stdout (format binary)", out);
            }
            long start = System.nanoTime();
            try (InputStream in = Files.newInputStream(dump)) {
                copy.copyIn("copy bare_row from stdin (format binary)", in);
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
