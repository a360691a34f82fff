package pk.rabta.sandbox.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Faults;

/** Every partner at once misbehaves as partners do; and the hub's clock is moved. */
class PartnerFaultsIT {

    private static Stage stage;
    private static FaultTable table;

    @BeforeAll
    static void start() {
        table = new FaultTable("Partners, and the clock");
        stage = new Stage("partners", Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        table.write();
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void whateverPartnersDoItLosesDoublesAndReordersNothing() throws Exception {
        new Faulty(stage, table)
                .fault("connections refused", 1, () -> all(Faults::refuse, 8))
                .fault("500 to everything", 1, () -> all(faults -> faults.storm(500, Faults.ALWAYS), 8))
                .fault("requests never answered, twice", 1, () -> all(faults -> faults.blackHole(2), 8))
                .fault("half an answer, three times", 1, () -> all(faults -> faults.halfAnswer(3), 8))
                .fault("processed, connection cut before the answer, three times", 1,
                        () -> all(faults -> faults.cutAfterProcessing(3), 8))
                .fault("every message of partners ten times", 1, () -> all(faults -> faults.answerAgain(10, Faults.ALWAYS), 10))
                .fault("the hub's clock 40 s ahead, and back", 1, () -> moveClock(Duration.ofSeconds(40)))
                .more("the hub's clock three minutes ahead, and back", 1, () -> moveClock(Duration.ofMinutes(3)))
                .more("processed, answered with a page of HTML, three times", 1, () -> all(faults -> faults.wrongType(3), 8))
                .more("answers after 3 s", 1, () -> all(faults -> faults.delay(Duration.ofSeconds(3)), 15))
                .more("messages of partners three seconds late", 1, () -> all(faults ->
                        faults.answerLate(Duration.ofSeconds(3)), 8))
                .fault("every message of partners again, after newer ones", 1, () -> all(faults -> faults.repeatLate(() ->
                        Duration.ofMillis(stage.random.nextInt(6000))), 8))
                .run();
    }

    private static void all(Consumer<Faults> fault, int seconds) {
        stage.around.simulators().forEach(simulator -> fault.accept(simulator.faults()));
        pass(seconds);
        stage.calm();
    }

    private static void moveClock(Duration ahead) {
        stage.points.clockAhead(ahead);
        pass(8);
        stage.points.clockAhead(Duration.ZERO);
    }

    private static void pass(int seconds) {
        await().pollDelay(Duration.ofSeconds(seconds)).atMost(Duration.ofSeconds(seconds + 5)).until(() -> true);
    }
}
