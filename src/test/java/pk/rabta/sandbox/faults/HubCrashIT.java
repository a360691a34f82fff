package pk.rabta.sandbox.faults;

import static java.util.Map.entry;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The hub is killed at one named point after the other; whatever it accepted takes effect once, in order, and is answered. */
@Order(1)   // the longest: what comes last has a core to itself for minutes
class HubCrashIT {

    /**
     * In every build: a moment of each kind on a message's way out and back, a send by each client that the hub has, a list out,
     * a return in and its receipt. With how many passings to let go, so that a kill is not always at the first.
     */
    private static final Map<String, Integer> FEW = new TreeMap<>(Map.ofEntries(
            entry("before accept", 2), entry("after accept", 3),
            entry("after broker commit of BrokerLink", 1), entry("after commit of Relay", 1),
            entry("after commit of Claims", 1),
            entry("after send of SOAP", 0), entry("after send of POST /links", 0),
            entry("before commit of Settlements", 1), entry("before broker commit of consumer", 1),
            entry("after commit of InboxSteps", 1), entry("before answer to PUT /fhir/health-pb/Task/.id.", 1),
            entry("after upload to out", 0), entry("after commit of Chunks", 0), entry("after upload to receipts", 0)));
    /** The others, with the profile {@code faults}. */
    private static final Map<String, Integer> MORE = new TreeMap<>(Map.ofEntries(entry("before commit of Idempotency", 0),
            entry("after commit of Idempotency", 0), entry("after answer to POST /v1/referrals", 2),
            entry("before broker commit of BrokerLink", 1), entry("before commit of Relay", 1),
            entry("before answer to POST /v1/referrals", 1), entry("before commit of Claims", 1),
            entry("before send of POST /fhir/", 0), entry("after send of POST /fhir/", 0),
            entry("after send of POST /registry/search", 0), entry("before send of SOAP", 0),
            entry("after send of POST /sealed/requests", 0), entry("after commit of Settlements", 1),
            entry("after broker commit of consumer", 1), entry("before commit of Archive", 1),
            entry("after commit of Archive", 1), entry("before commit of InboxSteps", 1),
            entry("before answer to POST /spdci/bisp/registry/on-search", 0), entry("before answer to POST /soap/pbm", 0),
            entry("before answer to POST /rest/prosecution-kp/updates", 0),
            entry("before answer to POST /sealed/wpu-kp/answers", 0), entry("after commit of BatchOut", 0),
            entry("before upload to out", 0), entry("before rename to out", 0), entry("after rename to out", 0),
            entry("after rename to in/done", 0), entry("before commit of Chunks", 0),
            entry("before commit of BatchReceipts", 0)));

    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = Stage.ofKills("Hub killed (SIGKILL) and started again");
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void killedAtAnyPointItLosesDoublesAndReordersNothing() throws Exception {
        Faulty kills = new Faulty(stage);
        Map<String, Integer> all = new TreeMap<>(FEW);
        if (Stage.ALL) {
            all.putAll(MORE);
        }
        all.forEach((point, passings) -> kills.fault(point.replace(".id.", "{id}"), () -> kill(point, passings)));
        kills.run();
    }

    private static void kill(String point, int passings) {
        stage.points.arm(point, passings);
        stage.points.awaitReached(Stage.LIMIT);
        stage.hub.kill();
        stage.points.disarm();
        stage.restartHub();
    }
}
