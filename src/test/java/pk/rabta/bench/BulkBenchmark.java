package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.BulkSender;
import pk.rabta.sandbox.BulkSender.Answering;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;

/** Many referrals in one body, beside a bare loop that commits the same rows to the same PostgreSQL. */
class BulkBenchmark {

    private static final int LINES = Integer.getInteger("bench.lines", 100_000);
    /** Until the compilers of the hub's JVM rest, see AcceptBenchmark. */
    private static final int DRY_RUNS = Math.min(40_000, 2 * LINES);
    private static final int WARM_UP = Math.min(4000, LINES);
    private static final int BARE = Math.min(12_000, LINES);
    private static final int WORKERS = 4;

    @Test
    void manyReferralsInOneBody() throws Exception {
        StringBuilder report = new StringBuilder();
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            // What is sent afterwards is not part of accepting: the relay rests.
            properties.put("rabta.relay.period", "3600000");
            properties.keySet().removeIf(name -> name.endsWith("_POLL"));
            try (HubProcess hub = HubProcess.start(properties)) {
                sandbox.hubStarted(hub.url());
                JdbcClient jdbc = JdbcClient.create(sandbox.database().dataSource());
                List<String> bodies = LoadedPeople.bodies(properties, WARM_UP + LINES);
                List<String> warm = bodies.subList(0, WARM_UP);
                Submitter.all(sandbox, hub, "?dryRun=true", IntStream.range(0, DRY_RUNS)
                        .mapToObj(n -> warm.get(n % WARM_UP)).toList());
                BulkSender sender = new BulkSender(HubClient.of(sandbox, hub.url(), "VSO"));
                sender.send(lines(warm));
                List<String> lines = lines(bodies.subList(WARM_UP, bodies.size()));
                String pattern = jdbc.sql("select max(id) from referral").query(String.class).single();
                BareRows bare = BareRows.of(sandbox.database().dataSource(), pattern, 2 * BARE, "");
                double before = Clients.run(WORKERS, 0, BARE, bare::open);
                long cases = cases(jdbc);
                report.append(one("accepted", hub, sender, lines, "accepted"));
                assertThat(cases(jdbc) - cases).isEqualTo(LINES);
                double rows = 2 * BARE / (before + Clients.run(WORKERS, BARE, 2 * BARE, bare::open));
                report.append("bare rows by %d clients, before and after: %,.0f/s, ratio %.2f%n".formatted(WORKERS, rows,
                        rate / rows));
                cases = cases(jdbc);
                report.append(one("the same body again", hub, sender, lines, "repeated"));
                assertThat(cases(jdbc)).isEqualTo(cases);
            }
        } finally {
            Files.createDirectories(Path.of("target/bench"));
            Files.writeString(Path.of("target/bench/bulk.txt"), report);
            System.out.println(report);
        }
    }

    private double rate;

    private String one(String what, HubProcess hub, BulkSender sender, List<String> lines, String all) throws Exception {
        long live = Jcmd.live(hub.pid());
        CompletableFuture<Long> peak = new CompletableFuture<>();
        Duration cpu = cpu(hub);
        long start = System.nanoTime();
        double first;
        JsonNode last = null;
        try (Answering answer = sender.open(lines)) {
            first = (System.nanoTime() - start) / 1e9;
            BitSet seen = new BitSet();
            int read = 0;
            for (JsonNode line = answer.next(); line != null; line = answer.next()) {
                last = line;
                int number = line.path("line").asInt();
                if (seen.get(number)) {
                    throw new AssertionError("A second result of line " + number);
                }
                seen.set(number, number > 0);
                if (++read == LINES / 2) {
                    // A full collection stops the hub for a moment, which counts against it.
                    CompletableFuture.runAsync(() -> peak.complete(Jcmd.live(hub.pid())));
                }
            }
            assertThat(seen.length()).as("the last line that has a result").isEqualTo(LINES + 1);
            assertThat(seen.cardinality()).as("lines that have one").isEqualTo(LINES);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        rate = LINES / seconds;
        double each = cpu(hub).minus(cpu).toNanos() / 1e6 / LINES;
        assertThat(last).isNotNull();
        assertThat(last.path(all).asInt()).as(last.toString()).isEqualTo(LINES);
        return ("%s: %,d lines in %.1f s (the first after %.1f s), %,.0f/s, hub's CPU %.2f ms each; live heap %d MB before, "
                + "%d MB in the middle%n").formatted(what, LINES, seconds, first, rate, each, live >> 20, peak.get() >> 20);
    }

    /** Unlike the rate, hardly harmed by what else the machine does. */
    private static Duration cpu(HubProcess hub) {
        return ProcessHandle.of(hub.pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
    }

    private static List<String> lines(List<String> referrals) {
        return referrals.stream().map(referral -> BulkSender.line(UUID.randomUUID().toString(), referral)).toList();
    }

    private static long cases(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from case_file").query(Long.class).single();
    }
}
