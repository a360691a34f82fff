package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.faults.OwnAccount;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A partner that takes lists, after a restore of an older state: it has lists and gave returns that the hub forgot. */
@Order(Integer.MAX_VALUE)   // waits more than it works: beside the longest (the second of two threads begins with the last)
class RestoredListsIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path folder;
    private LostMachine machine;
    private ZakatCommittee committee;
    private int people;

    @BeforeEach
    void start() throws IOException {
        // Time enough to hold a list up between its sealing and its upload.
        machine = LostMachine.start(folder, Map.of("ZAKAT_PB_QUIET", "10s"));
        committee = machine.around().simulator(ZakatCommittee.class);
    }

    @AfterEach
    void stop() throws IOException {
        machine.close();
    }

    /**
     * Of the list that was sealed and not uploaded one row holds to the end of its lease, and the list goes under its name;
     * the other's ended during the restore.
     */
    @Test
    void whatWaitedIsListedOnceMoreUnderAnotherName_andASealedListComesToItsEnd_andAllCountsOnce() throws Exception {
        List<String> sealed = List.of(refer(), refer());
        await().atMost(LIMIT).until(() -> count("select count(*) from batch_pending") == sealed.size());
        machine.admin("pause", "zakat-pb");
        await().atMost(LIMIT).until(() -> count("select count(*) from batch_file where state = 'SEALED'") == 1);
        List<String> waiting = IntStream.range(0, 8).mapToObj(n -> refer()).toList();
        List<String> all = Stream.concat(sealed.stream(), waiting.stream()).toList();
        machine.archive().backUp();
        machine.admin("resume", "zakat-pb");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(statuses(all)).containsOnly("REJECTED"));
        assertThat(all).allSatisfy(id -> assertThat(number(committee.ledger().effects(id).getFirst())).isLessThan(501));

        machine.lose();
        machine.archive().restoreBase();
        assertThat(statuses(all)).doesNotContain("REJECTED");
        assertThat(count("select count(*) from batch_file where state = 'SEALED'")).isEqualTo(1);
        machine.preparedByTheManual();
        machine.jdbc().sql("update delivery set lease_until = now() where referral_id = :id").param("id", sealed.getFirst())
                .update();
        machine.startAgain();
        machine.admin("resume", "zakat-pb");
        List<String> listedAgain = Stream.concat(Stream.of(sealed.getFirst()), waiting.stream()).toList();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(listedAgain).allSatisfy(id ->
                assertThat(committee.ledger().entries(id)).hasSize(2)));
        assertThat(listedAgain).allSatisfy(id -> assertThat(number(committee.ledger().entries(id).getLast()))
                .as("above the names that the partner has").isGreaterThan(500));
        assertThat(count("select count(*) from referral_event where type = 'partner.circuit_opened'"))
                .as("the partner was not called yet: being in doubt is not its failure").isZero();
        returnsPutBack();
        endedOnce(all);
        assertThat(committee.ledger().entries(sealed.getLast())).as("its list has a name that the partner knows").hasSize(1);
    }

    /** As the manual says: without the time that the hub put before their names. */
    private void returnsPutBack() throws IOException {
        for (String name : committee.server().names("in/done")) {
            committee.send(name.replaceFirst("^\\d{17}-", ""),
                    Files.readAllBytes(committee.server().folder("in/done").resolve(name)));
        }
    }

    private void endedOnce(List<String> referrals) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(statuses(referrals)).containsOnly("REJECTED"));
        HubClient officer = machine.client("VSO");
        assertThat(referrals).allSatisfy(id -> {
            assertThat(committee.ledger().effects(id)).hasSize(1);
            JsonNode timeline = officer.get("/v1/referrals/" + id + "/timeline?limit=100").body().path("items");
            assertThat(timeline.findValuesAsText("to").stream().filter("REJECTED"::equals))
                    .as(timeline.toString()).hasSize(1);
        });
        assertThat(count("select count(*) from delivery where state = 'PARKED'")).isZero();
        assertThat(count("select count(*) from delivery where queue = 'zakat-pb' and state <> 'ACKED'")).isZero();
        SoftAssertions softly = new SoftAssertions();
        new OwnAccount(machine.client("ADMIN"), List.of("zakat-pb")).check(softly);
        softly.assertAll();
    }

    private String refer() {
        HubClient officer = machine.client("VSO");
        String victim = machine.around().simulator(RegistrySimulator.class)
                .personLike(RegistrySimulator.WIDOW, "99999%07d4".formatted(940_000 + people++));
        String consent = ok(officer.post("/v1/consents", Map.of("victim", Map.of("registryId", victim), "basis", "CONSENT",
                "givenBy", "SELF", "capacity", "ADULT", "method", "SIGNATURE", "purposes", List.of("SOCIAL_PROTECTION"),
                "recipients", List.of("zakat-pb"), "dataScopes", List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD"))))
                .body().path("id").asText();
        return ok(officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim), "consentId", consent,
                "programmes", List.of(Map.of("id", "zakat-pb-guzara"))))).body().at("/referrals/0/id").asText();
    }

    private static HubClient.Answer ok(HubClient.Answer answer) {
        assertThat(answer.status() / 100).as(answer.text()).isEqualTo(2);
        return answer;
    }

    private List<String> statuses(List<String> referrals) {
        return machine.jdbc().sql("select status from referral where id = any(:ids)")
                .param("ids", referrals.toArray(String[]::new)).query(String.class).list();
    }

    private int count(String sql) {
        return machine.jdbc().sql(sql).query(Integer.class).single();
    }

    private static int number(Ledger.Entry entry) {
        return Integer.parseInt(entry.messageId().replaceFirst(".*_(\\d{4})[.]csv", "$1"));
    }
}
