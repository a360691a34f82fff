package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;
import pk.rabta.api.ResponseContract;
import pk.rabta.delivery.Destinations;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** Files that come back from the committees, whole, wrong, repeated or corrected. */
class ReturnFilesFlowTest extends ZakatScene {

    private static final String DAY = "20-03-2026";

    @Test
    void theSameFileWithThreeRowsMoreAppliesTheThree(HubClient officer, ZakatCommittee committee) throws IOException {
        List<String> referrals = IntStream.range(0, 4).mapToObj(i -> refer(officer)).toList();
        referrals.forEach(referral -> committee.ledger().awaitEntry("list-row", referral));
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, refusals(referrals.subList(0, 1)).bytes());
        assertThat(receipt(committee, name)).contains("\"applied\",\"1\"");
        awaitDone(committee, name);
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
    void whatIsToComeIsNoDecision(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, new ReturnFile("istehqaq", "PK620", "2026-03-20").row(referral, "", "LZC-0417", "",
                LocalDate.now().plusYears(1).toString(), "", "REFUSED", "QUOTA_FULL").bytes());
        assertThat(receipt(committee, name)).contains("\"refused\",\"1\"");
        assertThat(answer(committee, name.replace(".csv", ".errors.csv")))
                .contains("issue_date: This has happened, so the date must not be after today");
        assertThat(status(referral)).isNotEqualTo("REJECTED");
    }

    @Test
    void aRejectedReferralIsNotPaid(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        String refused = committee.name("ISTEHQAQ", "PK620");
        committee.send(refused, refusals(List.of(referral)).bytes());
        assertThat(receipt(committee, refused)).contains("\"ACCEPTED\"");
        String paid = committee.pays(referral, "T-" + referral, "24000");
        assertThat(receipt(committee, paid)).contains("\"NONE_ACCEPTED\",\"Every row was refused", "\"applied\",\"0\"", "\"refused\",\"1\"");
        assertThat(answer(committee, paid.replace(".csv", ".errors.csv"))).contains("\"2\"",
                "The referral was rejected, so it cannot be paid", "مسترد ہو چکی ہے");
        assertThat(jdbc.sql("select count(*) from payment_evidence where referral_id = :id").param("id", referral)
                .query(Integer.class).single()).isZero();
    }

    @Test
    void namesOutsideTheAgreementAreRefused(ZakatCommittee committee) throws IOException {
        committee.send("whatever.csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(receipt(committee, "whatever.csv")).contains("file.name-unknown");
        committee.send("ZKT_PB_ISTEHQAQ_PK617_20260320_0001 (1).csv", "a,b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(receipt(committee, "ZKT_PB_ISTEHQAQ_PK617_20260320_0001__1_.csv")).contains("file.name-unknown");
        committee.send("ZKT_PB_ISTEHQAQ_PK617_20260320_0001.xlsx", new byte[] {'P', 'K', 3, 4, 0});
        assertThat(answer(committee, "ZKT_PB_ISTEHQAQ_PK617_20260320_0001.xlsx.receipt.csv")).contains("file.workbook");
        committee.send("ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv", new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThat(receipt(committee, "ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv")).contains("file.packed", "zip, gzip");
        committee.send("any-name.zip", new byte[] {'P', 'K', 5, 6, 0});
        assertThat(answer(committee, "any-name.zip.receipt.csv")).contains("file.packed");
        await("nothing is left to lie").atMost(LIMIT).until(() -> committee.server().names("in").isEmpty());
    }

    private static ReturnFile refusals(List<String> referrals) {
        ReturnFile file = new ReturnFile("istehqaq", "PK620", "2026-03-20");
        referrals.forEach(ref -> file.row(ref, "", "LZC-0417", "", DAY, "", "REFUSED", "RECEIVES_OTHER_PROGRAMME"));
        return file;
    }

    private String cnic(String referral) {
        String victim = text("select victim_id from referral where id = :id", referral);
        return hub.getBean(Persons.class).find(victim).orElseThrow().snapshot()
                .at("/victim/identifiers/0/value").asText();
    }
}
