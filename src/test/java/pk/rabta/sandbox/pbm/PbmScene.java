package pk.rabta.sandbox.pbm;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;

/** The office of Bait-ul-Mal, which works fast in these tests, and what they do with it. */
@HubTest
abstract class PbmScene {

    private static final Duration PACE = Duration.ofMillis(100);

    @Autowired
    ApplicationContext hub;

    PbmSimulator office;
    PbmFlow flow;

    @BeforeEach
    void prepare(PbmSimulator simulator, HubClient officer) {
        office = simulator;
        office.pace(PACE);
        flow = new PbmFlow(hub, officer);
    }
}
