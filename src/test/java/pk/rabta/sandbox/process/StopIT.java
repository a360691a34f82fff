package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;

/** An operator stops the hub while a partner keeps a call waiting and more waits behind it. */
class StopIT {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void aGracefulStopEndsInTime_andWhatWasBeingSentIsNeitherLostNorDoubled() {
        try (SandboxEnvironment around = SandboxEnvironment.start(Simulators.all());
                HubProcess hub = HubProcess.start(new HashMap<>(around.properties()))) {
            around.hubStarted(hub.url());
            JdbcClient jdbc = JdbcClient.create(around.database().dataSource());
            ProsecutionSimulator prosecution = around.simulator(ProsecutionSimulator.class);
            ReferredToProsecution people = new ReferredToProsecution(around, 940_000);
            prosecution.faults().blackHole(1);
            List<String> referrals = List.of(people.one(hub), people.one(hub), people.one(hub));
            await().atMost(LIMIT).until(() -> jdbc.sql("select exists (select 1 from delivery where state = 'SENDING')")
                    .query(Boolean.class).single());

            long began = System.nanoTime();
            int exit = hub.stop();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(exit).as("ended by the signal, not by force").isEqualTo(143);
            assertThat(took).isLessThan(BOUND);
            assertThat(referrals).allSatisfy(id -> assertThat(state(jdbc, id)).isIn("DUE", "PUBLISHED", "SENDING", "RETRY",
                    "IN_DOUBT", "ACKED"));

            prosecution.faults().clear();
            hub.restart();
            around.hubStarted(hub.url());
            await().atMost(LIMIT).untilAsserted(() ->
                    assertThat(referrals).allSatisfy(id -> assertThat(state(jdbc, id)).isEqualTo("ACKED")));
            assertThat(referrals).allSatisfy(id -> assertThat(prosecution.ledger().effects(id)).as(id).hasSize(1));
        }
    }

    private static String state(JdbcClient jdbc, String referral) {
        return jdbc.sql("select state from delivery where referral_id = :id and kind = 'request'").param("id", referral)
                .query(String.class).single();
    }
}
