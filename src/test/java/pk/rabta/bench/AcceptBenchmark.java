package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;

/** Accepted referrals a second, beside a bare loop that commits the same rows to the same PostgreSQL, in turns. */
class AcceptBenchmark {

    /** Until the compilers of the hub's JVM rest: before that they take as much as the work. Most of it stores nothing. */
    private static final int DRY_RUNS = 40_000;
    private static final int WARM_UP = 4000;
    private static final int PROFILED = 4000;
    private static final int ROUNDS = 3;

    /** How many clients, and what each round of the hub and of the bare loop commits. */
    private record Level(int clients, int hub, int bare) {}

    private static final List<Level> LEVELS = List.of(new Level(1, 1000, 2000), new Level(8, 2000, 4000),
            new Level(32, 2000, 4000));

    /** What accepting took over all rounds of a level. */
    private static final class Used {

        private double seconds;
        private Duration cpu = Duration.ZERO;

        void add(long pid, DoubleSupplier work) {
            Duration before = cpu(pid);
            seconds += work.getAsDouble();
            cpu = cpu.plus(cpu(pid)).minus(before);
        }

        /** Of all its threads: unlike the rates, hardly harmed by what else the machine does. */
        private static Duration cpu(long pid) {
            return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
        }
    }

    private int used;

    @Test
    void acceptedReferralsASecond() throws Exception {
        int persons = WARM_UP + PROFILED + ROUNDS * LEVELS.stream().mapToInt(Level::hub).sum();
        int copies = 2 * ROUNDS * LEVELS.stream().mapToInt(Level::bare).sum();
        StringBuilder report = new StringBuilder("clients  accepted/s  bare rows/s  ratio  hub's CPU, ms each  "
                + "bare without audit/s  ratio\n");
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            // What is sent afterwards is not part of accepting: the relay rests.
            properties.put("rabta.relay.period", "3600000");
            // The sandbox looks for files twice a second; a deployment looks at the profile's pace.
            properties.keySet().removeIf(name -> name.endsWith("_POLL"));
            try (HubProcess hub = HubProcess.start(properties)) {
                sandbox.hubStarted(hub.url());
                List<String> bodies = LoadedPeople.bodies(properties, persons);
                String token = HubClient.of(sandbox, hub.url(), "VSO").request("/").build().headers()
                        .firstValue("Authorization").orElseThrow().substring("Bearer ".length());
                Clients.run(8, 0, DRY_RUNS, () -> caller(new Submitter(hub.url(), "?dryRun=true", token), bodies));
                Clients.Source caller = () -> caller(new Submitter(hub.url(), "", token), bodies);
                accept(8, WARM_UP, caller);
                String pattern = anyReferral(sandbox);
                BareRows bare = BareRows.of(sandbox.database().dataSource(), pattern, copies, "");
                BareRows unaudited = BareRows.of(sandbox.database().dataSource(), pattern, copies, "audit_leaf");
                int copied = 0;
                double worst = 1;
                for (Level level : LEVELS) {
                    Used hubs = new Used();
                    double bareSeconds = 0;
                    double unauditedSeconds = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        hubs.add(hub.pid(), () -> accept(level.clients(), level.hub(), caller));
                        bareSeconds += Clients.run(level.clients(), copied, copied + level.bare(), bare::open);
                        copied += level.bare();
                        unauditedSeconds += Clients.run(level.clients(), copied, copied + level.bare(), unaudited::open);
                        copied += level.bare();
                    }
                    double accepted = ROUNDS * level.hub() / hubs.seconds;
                    double rows = ROUNDS * level.bare() / bareSeconds;
                    worst = Math.min(worst, accepted / rows);
                    double without = ROUNDS * level.bare() / unauditedSeconds;
                    report.append("%7d  %10.0f  %11.0f  %5.2f  %18.2f  %20.0f  %5.2f%n".formatted(level.clients(),
                            accepted, rows, accepted / rows, hubs.cpu.toNanos() / 1e6 / (ROUNDS * level.hub()),
                            without, rows / without));
                }
                report.append(profile(hub.pid(), caller));
                write(report);
                assertThat(worst).as("accepted referrals for each row set of the bare loop").isPositive();
            }
        }
    }

    private double accept(int clients, int count, Clients.Source caller) {
        double seconds = Clients.run(clients, used, used + count, caller);
        used += count;
        return seconds;
    }

    private String profile(long hub, Clients.Source caller) throws Exception {
        Path recording = Path.of("target/bench/accept.jfr").toAbsolutePath();
        Files.createDirectories(recording.getParent());
        Jcmd.ask(hub, "JFR.start", "name=accept", "settings=profile");
        accept(8, PROFILED, caller);
        Jcmd.ask(hub, "JFR.dump", "name=accept", "filename=" + recording);
        return "hub's CPU at 8 clients, " + Profile.of(recording);
    }

    private static String anyReferral(SandboxEnvironment sandbox) throws Exception {
        try (Connection connection = sandbox.database().dataSource().getConnection();
                ResultSet row = connection.createStatement().executeQuery("select max(id) from referral")) {
            row.next();
            return row.getString(1);
        }
    }

    private static Clients.Client caller(Submitter submitter, List<String> bodies) {
        return new Clients.Client() {

            @Override
            public void work(int piece) throws Exception {
                submitter.submit(bodies.get(piece % bodies.size()));
            }

            @Override
            public void close() throws Exception {
                submitter.close();
            }
        };
    }

    private static void write(StringBuilder report) throws Exception {
        Files.createDirectories(Path.of("target/bench"));
        Files.writeString(Path.of("target/bench/accept.txt"), report);
        System.out.println(report);
    }
}
