package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.invariant.Invariants;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.NotTold;
import pk.rabta.sandbox.zakat.Decision;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** Zakat, Punjab, from the referral to the outcome, over SFTP. */
class ZakatFlowTest extends ZakatScene {

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
        assertThat(request(referral)).isEqualTo("ACKED");
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

    /** Whoever is paid is known to them, whatever became of the row that was to say so. */
    @Test
    void aPaymentBeforeADecisionThatCountsShowsThatTheyHaveIt(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        await().atMost(LIMIT).until(() -> request(referral).equals("SENT"));
        assertThat(receipt(committee, granted(committee, referral, "9.9999E+12"))).contains("\"refused\",\"1\"");
        assertThat(status(referral)).isEqualTo("REQUESTED");

        assertThat(receipt(committee, committee.pays(referral, "T-" + referral, "24000"))).contains("\"applied\",\"1\"");

        assertThat(status(referral)).isEqualTo("RECEIVED");
        assertThat(request(referral)).isEqualTo("ACKED");
        assertThat(text("select business_status from referral where id = :id", referral)).isEqualTo("payment-made");
        hub.getBean(Invariants.class).run();
        assertThat(officer.as("ADMIN").get("/v1/admin/invariants").text()).contains("requested-has-one-request")
                .doesNotContain(referral);

        assertThat(receipt(committee, granted(committee, referral, ""))).contains("\"applied\",\"1\"");
        assertThat(status(referral)).isEqualTo("COMPLETED");
        // That the registry was told may be there already.
        assertThat(jdbc.sql("""
                select type from referral_event where referral_id = :id and type <> 'enrolment.recorded' order by position""")
                .param("id", referral).query(String.class).list()).containsExactly("referral.requested", "referral.received", "payment.recorded",
                "referral.accepted", "referral.completed");
    }

    private String granted(ZakatCommittee committee, String referral, String cnic) {
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, new ReturnFile("istehqaq", "PK620", "2026-03-20").row(referral, cnic, "LZC-0417",
                "ISQ-" + referral.substring(4, 12), "20-03-2026", "19-09-2026", "GRANTED", "").bytes());
        return name;
    }

    private String request(String referral) {
        return text("select state from delivery where referral_id = :id and kind = 'request'", referral);
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
        // On a slow machine the outage opens the breaker, which looks again after 30 seconds only.
        Duration opened = Duration.ofSeconds(90);
        await().atMost(opened).until(() -> committee.ledger().effects(referral).size() == 1);
        await().atMost(opened).until(() -> text("select state from delivery where referral_id = :id", referral)
                .equals("SENT"));
        assertThat(committee.ledger().effects(referral)).hasSize(1);
        await().atMost(opened).untilAsserted(() -> assertThat(jdbc.sql(
                "select count(*) from batch_file where partner_id = 'zakat-pb' and state in ('SEALED', 'UPLOADING', 'UPLOADED')")
                .query(Integer.class).single()).isZero());
        assertThat(committee.server().names("out")).noneMatch(name -> name.contains(".part"));
    }

    private Path done(ZakatCommittee committee, String name) {
        awaitDone(committee, name);
        String moved = committee.server().names("in/done").stream().filter(file -> file.endsWith(name)).findFirst()
                .orElseThrow();
        return committee.server().folder("in/done").resolve(moved);
    }

    private int payments(String referral) {
        return jdbc.sql("select count(*) from payment_evidence where referral_id = :id").param("id", referral)
                .query(Integer.class).single();
    }
}
