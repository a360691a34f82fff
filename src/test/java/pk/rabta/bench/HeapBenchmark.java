package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;

/** What the hub's process keeps on its heap after 10,000 and after 20,000 referrals, with all that runs around them. */
class HeapBenchmark {

    private static final int REFERRALS = Integer.getInteger("bench.referrals", 10_000);
    private static final long LIMIT = 256L * 1024 * 1024;
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    @Test
    void liveHeapAfterACollection() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all());
                HubProcess hub = HubProcess.start(sandbox.properties())) {
            sandbox.hubStarted(hub.url());
            List<String> bodies = LoadedPeople.bodies(sandbox.properties(), 2 * REFERRALS);
            accept(sandbox, hub, bodies.subList(0, REFERRALS));
            long first = live(hub.pid());
            accept(sandbox, hub, bodies.subList(REFERRALS, 2 * REFERRALS));
            long second = live(hub.pid());
            String report = "live heap after %,d referrals: %.1f MB%nlive heap after %,d referrals: %.1f MB (%+.1f %%)%n"
                    .formatted(REFERRALS, first / 1e6, 2 * REFERRALS, second / 1e6, 100.0 * (second - first) / first);
            Files.createDirectories(Path.of("target/bench"));
            Files.writeString(Path.of("target/bench/heap.txt"), report);
            System.out.println(report);
            assertThat(first).isLessThanOrEqualTo(LIMIT);
            assertThat(second).isLessThanOrEqualTo(first + first / 10);
        }
    }

    private static void accept(SandboxEnvironment sandbox, HubProcess hub, List<String> bodies) {
        String token = HubClient.of(sandbox, hub.url(), "VSO").request("/").build().headers()
                .firstValue("Authorization").orElseThrow().substring("Bearer ".length());
        Clients.run(8, 0, bodies.size(), () -> {
            Submitter submitter = new Submitter(hub.url(), "", token);
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
        });
    }

    /** Bytes of the objects that a full collection leaves. */
    private static long live(long pid) {
        Jcmd.ask(pid, "GC.run");
        Matcher total = TOTAL.matcher(Jcmd.ask(pid, "GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("The histogram has no total");
        }
        return Long.parseLong(total.group(1));
    }
}
