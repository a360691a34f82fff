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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.registry.Person;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** The machine is lost with its database and its broker; src/docs/production.md says what then. */
@Order(Integer.MAX_VALUE - 1)   // as RestoredListsIT
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

    /** By the steps of the manual for this case: its partner is asked about the one, and the registry about the other. */
    @Test
    void anOlderStateKnowsNeitherWhatArrivedSinceNorWhoWasProtectedSince() throws Exception {
        prosecution.faults().refuse();
        String waits = one();
        String theirs = one();
        machine.archive().backUp();
        String person = machine.jdbc().sql("select victim_id from referral where id = :id").param("id", theirs)
                .query(String.class).single();
        machine.around().simulator(RegistrySimulator.class).flag(person, Person.HIDDEN);
        await().atMost(LIMIT).until(() -> request(theirs).equals("VOIDED"));
        prosecution.faults().accept();
        taken(List.of(waits));

        machine.lose();
        machine.archive().restoreBase();
        assertThat(List.of(request(waits), request(theirs))).doesNotContain("ACKED", "VOIDED");
        machine.preparedByTheManual();
        machine.startAgain();
        assertThat(List.of(request(waits), request(theirs))).as("nothing leaves before withdrawals were made again")
                .containsOnly("IN_DOUBT");
        machine.admin("resume", "prosecution-kp");
        taken(List.of(waits));
        assertThat(prosecution.ledger().entries(waits)).as("nothing goes out a second time").hasSize(1);
        await().atMost(LIMIT).until(() -> request(theirs).equals("VOIDED"));
        assertThat(prosecution.ledger().entries(theirs)).isEmpty();
    }
}
