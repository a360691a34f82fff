package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.registry.Person;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** The machine is lost with its database and its broker; src/docs/production.md says what then. */
class RestoreIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;
    private LostMachine machine;
    private ProsecutionSimulator prosecution;
    private ReferredToProsecution people;

    @BeforeEach
    void start() throws IOException {
        machine = LostMachine.start(folder, Map.of());
        prosecution = machine.around().simulator(ProsecutionSimulator.class);
        people = new ReferredToProsecution(machine.around(), 930_000);
    }

    @AfterEach
    void stop() throws IOException {
        machine.close();
    }

    private String one() {
        return people.one(machine.hub());
    }

    private String request(String referral) {
        return machine.jdbc().sql("select state from delivery where referral_id = :id and kind = 'request'")
                .param("id", referral).query(String.class).single();
    }

    private String status(String referral) {
        return machine.jdbc().sql("select status from referral where id = :id").param("id", referral)
                .query(String.class).single();
    }

    private void taken(List<String> referrals) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(referrals).allSatisfy(id -> {
            assertThat(request(id)).isEqualTo("ACKED");
            assertThat(status(id)).as("the referral knows it too").isNotEqualTo("REQUESTED");
        }));
        assertThat(referrals).allSatisfy(id -> assertThat(prosecution.ledger().effects(id)).as(id).hasSize(1));
    }

    @Test
    void theBackupWithItsLogBringsEverythingBack_andTheBrokerStartsEmpty() throws Exception {
        String before = one();
        taken(List.of(before));
        machine.archive().backUp();
        String after = one();
        taken(List.of(after));
        prosecution.faults().refuse();
        List<String> waiting = List.of(one(), one());
        machine.archive().catchUp();

        machine.lose();
        machine.archive().restoreAll();
        prosecution.faults().accept();
        machine.startAgain();
        taken(waiting);
        taken(List.of(before, after));
        assertThat(List.of(before, after)).allSatisfy(id ->
                assertThat(prosecution.ledger().entries(id)).as("the database knows that it was taken").hasSize(1));
    }

    /** Its partner can be asked, and is, by the step of the manual for this case: nothing goes out a second time. */
    @Test
    void whatAnOlderStateDoesNotKnowToHaveArrivedIsAskedAbout() throws Exception {
        prosecution.faults().refuse();
        String waits = one();
        machine.archive().backUp();
        prosecution.faults().accept();
        taken(List.of(waits));

        machine.lose();
        machine.archive().restoreBase();
        assertThat(request(waits)).isNotEqualTo("ACKED");
        machine.preparedByTheManual();
        machine.startAgain();
        assertThat(request(waits)).as("nothing leaves before withdrawals were made again").isEqualTo("IN_DOUBT");
        machine.admin("resume", "prosecution-kp");
        taken(List.of(waits));
        assertThat(prosecution.ledger().entries(waits)).hasSize(1);
    }

    /** The restored state does not know what the registry told since: it is asked again before anything leaves. */
    @Test
    void nothingLeavesAboutSomebodyWhoWasProtectedSince() throws Exception {
        prosecution.faults().refuse();
        String waits = one();
        machine.archive().backUp();
        String person = machine.jdbc().sql("select victim_id from referral where id = :id").param("id", waits)
                .query(String.class).single();
        machine.around().simulator(RegistrySimulator.class).flag(person, Person.HIDDEN);
        await().atMost(LIMIT).until(() -> request(waits).equals("VOIDED"));

        machine.lose();
        machine.archive().restoreBase();
        assertThat(request(waits)).isNotEqualTo("VOIDED");
        machine.preparedByTheManual();
        prosecution.faults().accept();
        machine.startAgain();
        machine.admin("resume", "prosecution-kp");
        await().atMost(LIMIT).until(() -> request(waits).equals("VOIDED"));
        assertThat(prosecution.ledger().entries(waits)).isEmpty();
    }
}
