package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.bisp.BispSimulator;

/**
 * The suite sees what it is there to see: with a part of the hub's safety taken away, a kill loses or doubles a message, and
 * the same kill does neither where the hub is whole.
 */
class BrokenSafetyProof {

    private static final String CLAIMED = "after commit of Claims";
    private static final String SENT = "after send of POST /registry/search";
    /** A hundred rounds of what would find an attempt that died. */
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void whereTheHubIsWhole_theSameKillsLoseAndDoubleNothing() throws Exception {
        try (Stage stage = new Stage("Hub whole, killed")) {
            decidesAfter(stage, Duration.ofMinutes(1));
            for (String point : List.of(CLAIMED, SENT)) {
                List<Traffic.Accepted> referrals = killed(stage, point);
                stage.settle(new Stage.Tried(point, false, referrals, Instant.now()),
                        CompletableFuture.completedFuture(null));
                System.out.println("With its safety whole: " + stage.reconciliation.gaps(referrals, false));
            }
        }
    }

    @Test
    void whereNobodyFindsAttemptsThatDied_aMessageIsLost() throws Exception {
        try (Stage stage = new Stage("Attempts that died are found by nobody", "recovery")) {
            List<Traffic.Accepted> referrals = killed(stage, CLAIMED);
            await("nobody looked").atMost(Stage.LIMIT).until(() -> !leftAlone(stage, referrals).isEmpty());
            List<String> lost = stage.reconciliation.gaps(referrals, false).lost();
            assertThat(lost).anySatisfy(text -> assertThat(leftAlone(stage, referrals)).anyMatch(text::contains));
            System.out.println("With its safety broken, the suite sees as lost: " + lost);
        }
    }

    /** Referrals whose message is being sent, by an attempt whose lease ended long ago. */
    private static List<String> leftAlone(Stage stage, List<Traffic.Accepted> referrals) {
        return stage.messages.leftAlone(LONG).stream()
                .filter(id -> referrals.stream().anyMatch(one -> one.id().equals(id))).toList();
    }

    @Test
    void whereEachAttemptHasAnotherId_aMessageIsDoubled() throws Exception {
        try (Stage stage = new Stage("Each attempt has an id of its own", "ids")) {
            decidesAfter(stage, Duration.ofMinutes(10));
            List<Traffic.Accepted> referrals = killed(stage, SENT);
            await("doubled").atMost(Stage.LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() ->
                    assertThat(stage.reconciliation.gaps(referrals, false).doubled()).isNotEmpty());
            System.out.println("With its safety broken, the suite sees as doubled: "
                    + stage.reconciliation.gaps(referrals, false).doubled());
        }
    }

    /** The partner of those messages: an answer that comes before they are sent again would say that they arrived. */
    private static void decidesAfter(Stage stage, Duration time) {
        stage.around.simulator(BispSimulator.class).takes(time, Duration.ofSeconds(1));
    }

    private static List<Traffic.Accepted> killed(Stage stage, String point) {
        stage.points.arm(point, 0);
        Officer officer = stage.officer(false);
        officer.begin();
        stage.points.awaitReached(Stage.LIMIT);
        stage.hub.kill();
        stage.points.disarm();
        stage.restartHub();
        return officer.referrals().join();
    }
}
