package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;

/** Accepted referrals a second, beside a bare loop that commits the same rows to the same PostgreSQL, in turns. */
class AcceptBenchmark {

    private static final int WARM_UP = 2500;
    private static final int PROFILED = 2000;
    private static final int ROUNDS = 3;

    /** How many clients, and what each round of the hub and of the bare loop commits. */
    private record Level(int clients, int hub, int bare) {}

    private static final List<Level> LEVELS = List.of(new Level(1, 300, 1500), new Level(8, 1000, 3000),
            new Level(32, 1000, 3000));

    private int used;

    @Test
    void acceptedReferralsASecond() throws Exception {
        int hubs = WARM_UP + PROFILED + ROUNDS * LEVELS.stream().mapToInt(Level::hub).sum();
        int bares = ROUNDS * LEVELS.stream().mapToInt(Level::bare).sum();
        StringBuilder report = new StringBuilder("clients  accepted/s  bare rows/s  ratio\n");
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            // What is sent afterwards is not part of accepting: the relay rests.
            properties.put("rabta.relay.period", "3600000");
            try (HubProcess hub = HubProcess.start(properties)) {
                sandbox.hubStarted(hub.url());
                List<String> bodies = LoadedPeople.bodies(properties, hubs);
                String token = HubClient.of(sandbox, hub.url(), "VSO").request("/").build().headers()
                        .firstValue("Authorization").orElseThrow().substring("Bearer ".length());
                Clients.Source caller = () -> caller(new Submitter(hub.url(), token), bodies);
                accept(8, WARM_UP, caller);
                BareRows bare = BareRows.of(sandbox.database().dataSource(), anyReferral(sandbox), bares);
                int copied = 0;
                double worst = 1;
                for (Level level : LEVELS) {
                    double hubSeconds = 0;
                    double bareSeconds = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        hubSeconds += accept(level.clients(), level.hub(), caller);
                        bareSeconds += Clients.run(level.clients(), copied, copied + level.bare(), bare::open);
                        copied += level.bare();
                    }
                    double accepted = ROUNDS * level.hub() / hubSeconds;
                    double rows = ROUNDS * level.bare() / bareSeconds;
                    worst = Math.min(worst, accepted / rows);
                    report.append("%7d  %10.0f  %11.0f  %5.2f%n".formatted(level.clients(), accepted, rows, accepted / rows));
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
                submitter.submit(bodies.get(piece));
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
