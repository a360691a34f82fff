package pk.rabta.sandbox.faults;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is around the hub fails it: partners and the registry, the broker and the database, and the clock. */
class OutsideFaultsIT {

    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage("Partners, broker, database and clock");
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void whateverFailsAroundItLosesDoublesAndReordersNothing() throws Exception {
        Faulty faults = new Faulty(stage);
        new PartnerFaults(stage).addTo(faults);
        new Surroundings(stage).addTo(faults);
        faults.run();
    }
}
