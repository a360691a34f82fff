package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;

/** The machine is lost with its database and its broker; src/docs/production.md says what then. */
class RestoreIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;
    private StandaloneDatabase database;
    private ContinuousArchive archive;
    private StandaloneBroker broker;
    private SandboxEnvironment around;
    private ProsecutionSimulator prosecution;
    private HubProcess hub;
    private ReferredToProsecution people;

    @BeforeEach
    void start() {
        database = StandaloneDatabase.start();
        archive = ContinuousArchive.of(database, folder);
        broker = StandaloneBroker.start();
        around = SandboxEnvironment.start(Simulators.all());
        prosecution = around.simulator(ProsecutionSimulator.class);
        people = new ReferredToProsecution(around, 930_000);
        hub = HubProcess.start(Standalone.properties(around, database.database(), broker));
        around.hubStarted(hub.url());
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
        around.close();
        broker.close();
        database.close();
    }

    private void lose() throws IOException {
        hub.kill();
        database.kill();
        broker.kill();
        assertThat(FileSystemUtils.deleteRecursively(broker.files().resolve("data"))).isTrue();
    }

    private void startAgain() {
        broker.restart();
        hub.restart();
        around.hubStarted(hub.url());
    }

    private void taken(List<String> referrals) {
        JdbcClient jdbc = JdbcClient.create(database.database().dataSource());
        await().atMost(LIMIT).untilAsserted(() -> assertThat(referrals).allSatisfy(id -> assertThat(jdbc.sql(
                "select state from delivery where referral_id = :id and kind = 'request'").param("id", id)
                .query(String.class).single()).isEqualTo("ACKED")));
        assertThat(referrals).allSatisfy(id -> assertThat(prosecution.ledger().effects(id)).as(id).hasSize(1));
    }

    @Test
    void theBackupWithItsLogBringsEverythingBack_andTheBrokerStartsEmpty() throws Exception {
        String before = people.one(hub);
        taken(List.of(before));
        archive.backUp();
        String after = people.one(hub);
        taken(List.of(after));
        prosecution.faults().refuse();
        List<String> waiting = List.of(people.one(hub), people.one(hub));
        archive.catchUp();

        lose();
        archive.restoreAll();
        prosecution.faults().accept();
        startAgain();
        taken(waiting);
        taken(List.of(before, after));
        assertThat(List.of(before, after)).allSatisfy(id ->
                assertThat(prosecution.ledger().entries(id)).as("the database knows that it was taken").hasSize(1));
    }

    /** Its partner can be asked, and is, by the step of the manual for this case: nothing goes out a second time. */
    @Test
    void whatAnOlderStateDoesNotKnowToHaveArrivedIsAskedAbout() throws Exception {
        prosecution.faults().refuse();
        String waits = people.one(hub);
        archive.backUp();
        prosecution.faults().accept();
        taken(List.of(waits));

        lose();
        archive.restoreBase();
        JdbcClient jdbc = JdbcClient.create(database.database().dataSource());
        assertThat(jdbc.sql("select state from delivery where referral_id = :id and kind = 'request'").param("id", waits)
                .query(String.class).single()).isNotEqualTo("ACKED");
        jdbc.sql(stepOfTheManual()).update();
        startAgain();
        taken(List.of(waits));
        assertThat(prosecution.ledger().entries(waits)).hasSize(1);
    }

    private static String stepOfTheManual() throws IOException {
        Matcher step = Pattern.compile("```sql\\s+(update delivery [^;]+);").matcher(Files.readString(Path.of("src/docs/production.md")));
        assertThat(step.find()).isTrue();
        return step.group(1);
    }
}
