package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;

/** What the hub's process keeps on its heap after 10,000 and after 20,000 referrals, with all that runs around them. */
class HeapBenchmark {

    private static final int REFERRALS = Integer.getInteger("bench.referrals", 10_000);
    private static final long LIMIT = 256L * 1024 * 1024;

    @Test
    void liveHeapAfterACollection() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all());
                HubProcess hub = HubProcess.start(sandbox.properties())) {
            sandbox.hubStarted(hub.url());
            List<String> bodies = LoadedPeople.bodies(sandbox.properties(), 2 * REFERRALS);
            Submitter.all(sandbox, hub, "", bodies.subList(0, REFERRALS));
            long first = Jcmd.live(hub.pid());
            Submitter.all(sandbox, hub, "", bodies.subList(REFERRALS, 2 * REFERRALS));
            long second = Jcmd.live(hub.pid());
            String report = "live heap after %,d referrals: %.1f MB%nlive heap after %,d referrals: %.1f MB (%+.1f %%)%n"
                    .formatted(REFERRALS, first / 1e6, 2 * REFERRALS, second / 1e6, 100.0 * (second - first) / first);
            Files.createDirectories(Path.of("target/bench"));
            Files.writeString(Path.of("target/bench/heap.txt"), report);
            System.out.println(report);
            assertThat(first).isLessThanOrEqualTo(LIMIT);
            assertThat(second).isLessThanOrEqualTo(first + first / 10);
        }
    }
}
