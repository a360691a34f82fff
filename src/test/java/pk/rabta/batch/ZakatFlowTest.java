package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.delivery.Destinations;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.NotTold;
import pk.rabta.sandbox.People;
import pk.rabta.sandbox.zakat.Decision;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** Zakat, Punjab, from the referral to the outcome, over SFTP. */
@HubTest
class ZakatFlowTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String DAY = "20-03-2026";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    private People people;

    @BeforeEach
    void committeesKeepSilent(ZakatCommittee committee) {
        people = new People(hub);
        committee.decides(row -> null);
        committee.thinks(Duration.ofMillis(100));
    }

    private String refer(HubClient officer) {
        String victim = people.widow();
        String consent = people.consent(victim, List.of("zakat-pb"), List.of("SOCIAL_PROTECTION"));
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "programmes", List.of(Map.of("id", "zakat-pb-guzara"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    private String referAndList(HubClient officer, ZakatCommittee committee) {
        String referral = refer(officer);
        committee.ledger().awaitEntry("list-row", referral);
        return referral;
    }

    @Test
    void refusalComesBackWithItsReason(HubClient officer, ZakatCommittee committee) {
        Counter sent = hub.getBean(MeterRegistry.class).counter("rabta.delivery.attempts", "partner", "zakat-pb",
                "result", "SENT");
        double before = sent.count();
        committee.decides(row -> Decision.refused("RECEIVES_OTHER_PROGRAMME"));
        String referral = referAndList(officer, committee);
        await().atMost(LIMIT).until(() -> status(referral).equals("REJECTED"));
        assertThat(text("select reason->>'code' from referral where id = :id", referral))
                .isEqualTo("eligibility.other-programme");
        assertThat(committee.ledger().effects(referral)).hasSize(1);
        assertThat(sent.count()).as("rows are counted under their partner").isGreaterThan(before);
        assertThat(text("select state from delivery where referral_id = :id and kind = 'request'", referral))
                .isEqualTo("ACKED");
    }

    @Test
    void grantAndPaymentAreRecordedOnce(HubClient officer, ZakatCommittee committee) throws IOException {
        committee.decides(row -> Decision.granted());
        String referral = referAndList(officer, committee);
        await().atMost(LIMIT).until(() -> status(referral).equals("COMPLETED"));
        String first = committee.pays(referral, "T-" + referral, "۲۴٬۰۰۰");
        assertThat(receipt(committee, first)).contains("\"ACCEPTED\"", "\"applied\",\"1\"");
        assertThat(payments(referral)).isEqualTo(1);

        byte[] same = Files.readAllBytes(done(committee, first));
        String again = committee.name("PAYMENTS", "PK620");
        committee.send(again, same);
        assertThat(receipt(committee, again)).contains("\"REPEATED\"", "\"applied\",\"0\"");
        assertThat(payments(referral)).isEqualTo(1);
    }

    @Test
    void theSameFileWithThreeRowsMoreAppliesTheThree(HubClient officer, ZakatCommittee committee) throws IOException {
        List<String> referrals = IntStream.range(0, 4).mapToObj(i -> refer(officer)).toList();
        referrals.forEach(referral -> committee.ledger().awaitEntry("list-row", referral));
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, refusals(referrals.subList(0, 1)).bytes());
        assertThat(receipt(committee, name)).contains("\"applied\",\"1\"");
        committee.send(name, refusals(referrals).bytes());
        assertThat(answer(committee, name.replace(".csv", ".receipt-2.csv")))
                .contains("\"rows\",\"4\"", "\"applied\",\"3\"", "\"unchanged\",\"1\"", "\"refused\",\"0\"");
        referrals.forEach(referral -> assertThat(status(referral)).isEqualTo("REJECTED"));
    }

    @Test
    void wrongTotalsRefuseTheWholeFile(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, refusals(List.of(referral)).bytesWithCount(2));
        assertThat(receipt(committee, name)).contains("\"REFUSED\"", "file.totals-count", "پوری فائل");
        assertThat(status(referral)).isNotEqualTo("REJECTED");
    }

    @Test
    void nobodyLooksIntoTheFoldersOfAPausedPartner(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        Destinations destinations = hub.getBean(Destinations.class);
        destinations.pause("zakat-pb", "test", "maintenance", Instant.now());
        String name = committee.name("ISTEHQAQ", "PK620");
        try {
            // A look that began before the pause may still go on.
            ScheduledPollConsumer consumer = (ScheduledPollConsumer) hub.getBean(CamelContext.class)
                    .getRoute("receive-zakat-pb").getConsumer();
            await().atMost(LIMIT).until(() -> !consumer.isPolling());
            long looks = consumer.getCounter();
            committee.send(name, refusals(List.of(referral)).bytes());
            await().atMost(LIMIT).until(() -> consumer.getCounter() >= looks + 3);
            assertThat(committee.server().folder("in").resolve(name)).exists();
        } finally {
            destinations.resume("zakat-pb", Instant.now());
        }
        assertThat(receipt(committee, name)).contains("\"ACCEPTED\"");
        assertThat(status(referral)).isEqualTo("REJECTED");
    }

    @Test
    void refusedRowsComeBackToBeCorrected(HubClient officer, ZakatCommittee committee) throws IOException {
        String good = referAndList(officer, committee);
        String bad = referAndList(officer, committee);
        String other = cnic(bad);
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, new ReturnFile("istehqaq", "PK620", "2026-03-20")
                .row(good, "", "LZC-0417", "", DAY, "", "REFUSED", "QUOTA_FULL")
                .row(bad, "9.9999E+12", "LZC-0417", "", DAY, "", "REFUSED", "QUOTA_FULL")
                .row(good, other, "LZC-0500", "", DAY, "", "REFUSED", "NOT_RESIDENT")
                .row(bad, other, "LZC-0417", "", DAY, "", "REFUSED", "NO_SUCH_REASON")
                .row(bad, other, "LZC-0417", "", DAY, "", "GRANTED", "")
                .row("REF-7SPESWGPX53GVYTSYG98JTW5YR5", "", "", "", DAY, "", "REFUSED", "QUOTA_FULL").bytes());
        assertThat(receipt(committee, name)).contains("\"PARTLY_ACCEPTED\"", "\"applied\",\"1\"", "\"refused\",\"5\"",
                name.replace(".csv", ".errors.csv"));
        assertThat(status(good)).isEqualTo("REJECTED");
        assertThat(status(bad)).isNotEqualTo("REJECTED");
        JsonNode seen = ResponseContract.check("listInbound", 200, officer.as("ADMIN")
                .get("/v1/admin/inbound?partner=zakat-pb&state=PARTLY")).path("items").valueStream()
                .filter(item -> item.path("name").asText().equals(name)).findFirst().orElseThrow();
        assertThat(seen.path("channel").asText()).isEqualTo("file");
        assertThat(seen.path("applied").asInt()).isEqualTo(1);
        assertThat(seen.path("refused").asInt()).isEqualTo(5);

        String errors = answer(committee, name.replace(".csv", ".errors.csv"));
        assertThat(errors.lines()).hasSize(6);
        assertThat(errors).contains("cnic: Excel turned the CNIC", "The CNIC belongs to another person",
                "reason: This code is not in the list", "certificate_no: This cell is empty", "There is no referral");
        String corrected = errors.lines().limit(2).reduce((a, b) -> a + "\r\n" + b).orElseThrow()
                .replace("9.9999E+12", other);
        committee.send(name.replace(".csv", ".errors.csv"), corrected.getBytes(StandardCharsets.UTF_8));
        await().atMost(LIMIT).until(() -> status(bad).equals("REJECTED"));
    }

    @Test
    void aNewContactIsForTheOfficerToTell(HubClient officer, ZakatCommittee committee) {
        String referral = referAndList(officer, committee);
        NotTold.contact(officer, referral);
        assertThat(committee.ledger().entries(referral)).hasSize(1);
    }

    @Test
    void withdrawalIsListedAndConfirmed(HubClient officer, ZakatCommittee committee) {
        String referral = referAndList(officer, committee);
        HubClient.Answer asked = officer.get("/v1/referrals/" + referral);
        HubClient.Answer answer = officer.change("POST", "/v1/referrals/" + referral + "/cancel",
                Map.of("reason", Map.of("code", "person.declined"), "requestedBy", "PERSON"), asked.header("ETag"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        committee.ledger().awaitEntry("withdrawal", referral);
        await().atMost(LIMIT).until(() -> status(referral).equals("CANCELLED"));
        assertThat(committee.redacted(referral)).isTrue();
    }

    @Test
    void listTellsNeitherTheIncidentNorTheAddress(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        String list = committee.ledger().effects(referral).getFirst().messageId();
        String text = Files.readString(committee.server().folder("out").resolve(list));
        String row = text.lines().filter(line -> line.contains(referral)).findFirst().orElseThrow();
        assertThat(row).contains("\"LZC-0417\"", "\"GUZARA\",\"WIDOW\",\"2\",\"Y\"", "Wd/O Invented Husband");
        assertThat(row).containsPattern("\"99999-\\d{7}-2\"");
        assertThat(text).doesNotContain("INC-", "PK528", "BLAST", "Street 1", "CTD");
    }

    @Test
    void outageLosesNothing(HubClient officer, ZakatCommittee committee) {
        committee.faults().refuse();
        String referral = refer(officer);
        await().during(Duration.ofSeconds(2)).atMost(LIMIT)
                .until(() -> committee.ledger().entries(referral).isEmpty());
        committee.faults().accept();
        committee.ledger().awaitEntry("list-row", referral);
        await().atMost(LIMIT).until(() -> text("select state from delivery where referral_id = :id", referral)
                .equals("SENT"));
        assertThat(committee.ledger().effects(referral)).hasSize(1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(jdbc.sql(
                "select count(*) from batch_file where direction = 'OUT' and state in ('SEALED', 'UPLOADED')")
                .query(Integer.class).single()).isZero());
        assertThat(committee.server().names("out")).noneMatch(name -> name.contains(".part"));
    }

    @Test
    void namesOutsideTheAgreementAreRefused(ZakatCommittee committee) throws IOException {
        committee.send("whatever.csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(receipt(committee, "whatever.csv")).contains("file.name-unknown");
        committee.send("ZKT_PB_ISTEHQAQ_PK617_20260320_0001 (1).csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(receipt(committee, "ZKT_PB_ISTEHQAQ_PK617_20260320_0001__1_.csv")).contains("file.name-unknown");
        committee.send("ZKT_PB_ISTEHQAQ_PK617_20260320_0001.xlsx", new byte[] {'P', 'K', 3, 4, 0});
        assertThat(answer(committee, "ZKT_PB_ISTEHQAQ_PK617_20260320_0001.xlsx.receipt.csv")).contains("file.workbook");
        await("nothing is left to lie").atMost(LIMIT).until(() -> committee.server().names("in").isEmpty());
    }

    private static ReturnFile refusals(List<String> referrals) {
        ReturnFile file = new ReturnFile("istehqaq", "PK620", "2026-03-20");
        referrals.forEach(ref -> file.row(ref, "", "LZC-0417", "", DAY, "", "REFUSED", "RECEIVES_OTHER_PROGRAMME"));
        return file;
    }

    private String receipt(ZakatCommittee committee, String name) throws IOException {
        return answer(committee, name.replace(".csv", ".receipt.csv"));
    }

    private String answer(ZakatCommittee committee, String name) throws IOException {
        var file = committee.server().folder("receipts").resolve(name);
        await().atMost(LIMIT).until(() -> Files.exists(file));
        return Files.readString(file);
    }

    private Path done(ZakatCommittee committee, String name) {
        String moved = committee.server().names("in/done").stream().filter(file -> file.endsWith(name)).findFirst()
                .orElseThrow();
        return committee.server().folder("in/done").resolve(moved);
    }

    private String cnic(String referral) {
        String victim = text("select victim_id from referral where id = :id", referral);
        return hub.getBean(Persons.class).find(victim).orElseThrow().snapshot()
                .at("/victim/identifiers/0/value").asText();
    }

    private String status(String referral) {
        return text("select status from referral where id = :id", referral);
    }

    private int payments(String referral) {
        return jdbc.sql("select count(*) from payment_evidence where referral_id = :id").param("id", referral)
                .query(Integer.class).single();
    }

    private String text(String sql, String referral) {
        return jdbc.sql(sql).param("id", referral).query(String.class).single();
    }
}
