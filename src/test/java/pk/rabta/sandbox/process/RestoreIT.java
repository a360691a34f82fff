package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.registry.Person;
import pk.rabta.sandbox.HubClient;
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
        machine = LostMachine.start(folder, Map.of("rabta.waiting.retry", "1s"));
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

    /**
     * By the steps of the manual for this case: its partner is asked about what waited, also for the registry, and the
     * registry about who was protected.
     */
    @Test
    void anOlderStateKnowsNeitherWhatArrivedSinceNorWhoWasProtectedSince() throws Exception {
        RegistrySimulator registry = machine.around().simulator(RegistrySimulator.class);
        prosecution.faults().refuse();
        String waits = one();
        String theirs = one();
        Map<String, Object> byProgramme = unread();
        Map<String, Object> byNeed = new HashMap<>(unread());
        byNeed.remove("programmes");
        byNeed.put("needs", List.of(Map.of("code", "JUSTICE.CASE_LINK")));
        registry.faults().refuse();
        String released = submitted(byProgramme).at("/referrals/0/id").asText();
        String matched = submitted(byNeed).path("caseId").asText();
        assertThat(referralOf(matched)).as("it waits for its match").isEmpty();
        assertThat(status(released)).isEqualTo("WAITING");
        machine.archive().backUp();
        registry.faults().accept();
        String person = machine.jdbc().sql("select victim_id from referral where id = :id").param("id", theirs)
                .query(String.class).single();
        registry.flag(person, Person.HIDDEN);
        await().atMost(LIMIT).until(() -> request(theirs).equals("VOIDED"));
        prosecution.faults().accept();
        await().atMost(LIMIT).until(() -> referralOf(matched).isPresent() && !status(released).equals("WAITING"));
        List<String> gone = List.of(waits, released, referralOf(matched).orElseThrow());
        taken(gone);

        machine.lose();
        machine.archive().restoreBase();
        assertThat(List.of(request(waits), request(theirs))).doesNotContain("ACKED", "VOIDED");
        assertThat(status(released)).isEqualTo("WAITING");
        assertThat(referralOf(matched)).isEmpty();
        machine.preparedByTheManual();
        machine.startAgain();
        // One may have been on its way just then.
        await().atMost(LIMIT).untilAsserted(() -> assertThat(List.of(request(waits), request(theirs)))
                .as("nothing leaves before withdrawals were made again").containsOnly("IN_DOUBT"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(referralOf(matched)).as("under its id of before")
                .contains(gone.getLast()));
        await().atMost(LIMIT).until(() -> status(released).equals("REQUESTED"));
        assertThat(gone).allSatisfy(id -> assertThat(request(id)).isEqualTo("IN_DOUBT"));
        machine.admin("resume", "prosecution-kp");
        taken(gone);
        assertThat(gone).allSatisfy(id -> assertThat(prosecution.ledger().entries(id))
                .as("nothing goes out a second time").hasSize(1));
        await().atMost(LIMIT).until(() -> request(theirs).equals("VOIDED"));
        assertThat(prosecution.ledger().entries(theirs)).as("that it is taken back at most")
                .allSatisfy(entry -> assertThat(entry.kind()).isEqualTo("withdrawal"));
    }

    /** What refers one more person, as if the registry had never been asked about them. */
    private Map<String, Object> unread() {
        Map<String, Object> submission = people.consented(machine.client("VSO"));
        machine.jdbc().sql("update person set snapshot = null, read_at = null where victim_id = :id")
                .param("id", ((Map<?, ?>) submission.get("victim")).get("registryId")).update();
        return submission;
    }

    private JsonNode submitted(Map<String, Object> submission) {
        HubClient.Answer answer = machine.client("VSO").post("/v1/referrals", submission);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body();
    }

    private Optional<String> referralOf(String caseId) {
        return machine.jdbc().sql("select id from referral where case_id = :id").param("id", caseId)
                .query(String.class).optional();
    }
}
