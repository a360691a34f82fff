package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The suite sees what it is there to see: with a part of the hub's safety taken away, a kill loses or doubles a message. */
class BrokenSafetyProof {

    /** Longer than any lease of an attempt at a partner that is called. */
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void whereNobodyFindsAttemptsThatDied_aMessageIsLost() throws Exception {
        try (Stage stage = new Stage("lost", Map.of(), "recovery")) {
            List<Traffic.Accepted> referrals = killed(stage, "after commit of Claims");
            await().pollDelay(LONG).atMost(LONG.plusSeconds(10)).until(() -> true);
            see(stage, "lost", referrals, Reconciliation.Gaps::lost);
        }
    }

    @Test
    void whereEachAttemptHasAnotherId_aMessageIsDoubled() throws Exception {
        try (Stage stage = new Stage("doubled", Map.of(), "ids")) {
            see(stage, "doubled", killed(stage, "after send of POST /registry/search"), Reconciliation.Gaps::doubled);
        }
    }

    private static List<Traffic.Accepted> killed(Stage stage, String point) {
        stage.points.arm(point, 0);
        CompletableFuture<List<Traffic.Accepted>> officer = stage.referring(1);
        stage.points.awaitReached(Stage.LIMIT);
        stage.hub.kill();
        stage.points.disarm();
        stage.hub.restart();
        return officer.join();
    }

    private static void see(Stage stage, String what, List<Traffic.Accepted> referrals,
            Function<Reconciliation.Gaps, List<String>> wrong) {
        await(what).atMost(Stage.LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() ->
                assertThat(wrong.apply(stage.reconciliation.gaps(referrals))).as(what).isNotEmpty());
        System.out.println("With its safety broken, the suite sees as " + what + ": "
                + wrong.apply(stage.reconciliation.gaps(referrals)));
    }
}
