package pk.rabta.sandbox.bisp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.protection.Vault;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.NotTold;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.spdci.HubDoor;
import pk.rabta.sandbox.spdci.Officer;
import pk.rabta.sandbox.spdci.Signer;

/** A household and the cash programme, from the referral to what came of it, and everything that goes wrong between. */
@HubTest
class BispFlowTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Autowired
    private ApplicationContext context;

    private Officer officer;
    private BispSimulator bisp;
    private RegistrySimulator registry;

    @BeforeEach
    void everybody(HubClient hub, BispSimulator partner, RegistrySimulator people) {
        officer = new Officer(context, hub);
        bisp = partner;
        registry = people;
        bisp.takes(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void a_household_that_is_not_surveyed_is_surveyed_and_then_enrolled() {
        String person = person(Household.NOT_SURVEYED);
        String referral = refer(person);
        officer.awaitStatus(referral, "COMPLETED");

        assertThat(officer.detail(referral, "outcome", "code")).isEqualTo("ENROLLED");
        assertThat(kinds(referral)).containsExactly("search", "register");
        assertThat(officer.steps(referral)).contains("eligibility-check", "appointment-scheduled");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(registry.enrolments(person)).hasSize(1));
        RegistrySimulator.Enrolment written = registry.enrolments(person).getFirst();
        assertThat(written.status()).isEqualTo("Active");
        assertThat(written.referral()).isEqualTo(referral);
        assertThat(written.record().at("/benefits/0/benefit_amount").asText()).isEqualTo("PKR 13500");
    }

    @Test
    void a_refusal_comes_back_with_its_reason() {
        String person = person(Household.VEHICLE_OWNER);
        String referral = refer(person);
        officer.awaitStatus(referral, "REJECTED");
        assertThat(officer.detail(referral, "reason", "code")).isEqualTo("eligibility.profile-filter");
        assertThat(officer.detail(referral, "reason", "partnerCode")).isEqualTo("VEHICLE_OWNER");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(registry.enrolments(person)).hasSize(1));
        RegistrySimulator.Enrolment written = registry.enrolments(person).getFirst();
        assertThat(written.status()).isEqualTo("Not enrolled");
        assertThat(written.attribute("referral_status")).isEqualTo("REJECTED");
        assertThat(written.attribute("reason")).isEqualTo("eligibility.profile-filter");
        assertThat(written.record().toString()).as("the hub's code alone").doesNotContain("VEHICLE_OWNER");
    }

    @Test
    void a_card_that_is_out_of_date_holds_the_referral() {
        String referral = refer(person(Household.CARD_TO_UPDATE));
        officer.awaitStatus(referral, "ON_HOLD");
    }

    @Test
    void a_failing_system_gets_the_same_message_again_until_it_takes_it() {
        bisp.faults().storm(503, 2);
        String referral = refer(person(Household.ELIGIBLE));
        officer.awaitStatus(referral, "COMPLETED");
        assertThat(kinds(referral)).containsExactly("search");
    }

    @Test
    void a_connection_cut_after_the_success_counts_the_message_once() {
        // The decision would prove that the message arrived, and nothing would be sent again.
        bisp.takes(Duration.ofHours(1), Duration.ofHours(1));
        bisp.faults().cutAfterProcessing(1);
        String referral = refer(person(Household.ELIGIBLE));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(bisp.ledger().entries(referral))
                .extracting(Ledger.Entry::effect).containsExactly(Ledger.Effect.APPLIED, Ledger.Effect.REPEATED));
        assertThat(bisp.ledger().entries(referral)).extracting(Ledger.Entry::messageId).containsOnly(
                bisp.ledger().entries(referral).getFirst().messageId());
        await().atMost(LIMIT).untilAsserted(() -> assertThat(officer.delivery(referral, "request")).isEqualTo("ACKED"));
    }

    @Test
    void a_partner_that_is_down_catches_up_by_itself() {
        bisp.faults().refuse();
        String referral = refer(person(Household.ELIGIBLE));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(officer.delivery(referral, "request")).isEqualTo("RETRY"));
        assertThat(officer.status(referral)).isEqualTo("REQUESTED");
        bisp.faults().accept();
        officer.awaitStatus(referral, "COMPLETED");
        assertThat(kinds(referral)).containsExactly("search");
    }

    @Test
    void an_answer_sent_twice_counts_once_and_both_are_acknowledged() {
        bisp.faults().answerTwice(1);
        int before = officer.archived("bisp");
        int replies = bisp.replies().size();
        String referral = refer(person(Household.PUBLIC_SERVANT));
        officer.awaitStatus(referral, "REJECTED");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(bisp.replies().size()).isEqualTo(replies + 2));
        assertThat(bisp.replies().subList(replies, replies + 2)).allMatch(HubDoor.Reply::isAck);
        assertThat(officer.archived("bisp")).isEqualTo(before + 1);
    }

    @Test
    void a_late_answer_to_a_referral_that_ended_is_taken_and_changes_nothing() throws IOException {
        String referral = refer(person(Household.ELIGIBLE));
        officer.awaitStatus(referral, "COMPLETED");
        byte[] late = bisp.signer().signed(bisp.answer(referral, Household.VEHICLE_OWNER), Instant.now());
        assertThat(bisp.send("on-search", late).isAck()).isTrue();
        assertThat(officer.status(referral)).isEqualTo("COMPLETED");
    }

    @Test
    void forged_altered_unsigned_and_old_messages_are_refused_and_not_kept() throws IOException {
        bisp.takes(Duration.ofHours(1), Duration.ofHours(1));
        String referral = refer(person(Household.ELIGIBLE));
        officer.awaitStatus(referral, "RECEIVED");
        int before = officer.archived("bisp");
        ObjectNode answer = bisp.answer(referral, Household.VEHICLE_OWNER);

        assertRefused(new Signer("bisp", "bisp-key-1").signed(answer, Instant.now()), "err.signature.invalid");
        assertRefused(new Signer("bisp", "unknown-key").signed(answer, Instant.now()), "err.signature.invalid");
        assertRefused(new String(bisp.signer().signed(answer, Instant.now()), StandardCharsets.UTF_8)
                .replace("VEHICLE_OWNER", "LAND_OWNER").getBytes(StandardCharsets.UTF_8), "err.signature.invalid");
        assertRefused(bisp.signer().signed(answer, Instant.now().minusSeconds(301)), "err.signature.invalid");
        assertRefused(answer.toString().getBytes(StandardCharsets.UTF_8), "err.signature.missing");

        assertThat(officer.archived("bisp")).isEqualTo(before);
        assertThat(officer.status(referral)).isEqualTo("RECEIVED");
    }

    @Test
    void one_message_id_stands_for_one_message() throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.VEHICLE_OWNER);
        assertThat(bisp.send("on-search", bisp.signer().signed(answer, Instant.now())).isAck()).isTrue();
        ((ObjectNode) answer.path("message")).put("transaction_id", "REF-0001");
        HubDoor.Reply other = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
        assertThat(other.errorCode()).isEqualTo("err.request.bad");
    }

    @Test
    void headers_are_held_against_the_standard() throws IOException {
        assertHeader("message_ts", "2026-03-05T06:12:00", "err.request.bad");
        assertHeader("action", "on-register", "err.request.bad");
        assertHeader("receiver_id", "somebody-else", "err.receiver_id.invalid");
        assertHeader("message_id", "", "err.request.bad");
        assertHeader("message_id", "a\u0000b", "err.request.bad");
        assertHeader("message_id", "a\u202Eb", "err.request.bad");
    }

    @Test
    void a_message_that_cannot_be_read_is_kept_and_said_to_be_unreadable() throws IOException {
        int before = officer.archived("bisp");
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.at("/message/search_response/0")).put("status", "done");
        HubDoor.Reply reply = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("err.request.bad");
        assertThat(officer.archived("bisp")).isEqualTo(before + 1);
    }

    @Test
    void the_score_is_not_even_archived() throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.at("/message/search_response/0/data/reg_records/0")).put("pmt_score", "23.7")
                .put("PMTScore", 23.7);
        byte[] signed = bisp.signer().signed(answer, Instant.now());
        assertThat(bisp.send("on-search", signed).isAck()).isTrue();
        int before = officer.archived("bisp");
        assertThat(bisp.send("on-search", signed).isAck()).as("a repeat is known").isTrue();
        assertThat(officer.archived("bisp")).isEqualTo(before);
        Vault vault = context.getBean(Vault.class);
        List<String> kept = context.getBean(JdbcClient.class).sql("""
                select id, content from inbound_message where partner_id = 'bisp' and content is not null""")
                .query((row, n) -> new String(vault.openArchive(row.getString(1), row.getBytes(2)),
                        StandardCharsets.UTF_8)).list();
        assertThat(kept).anyMatch(text -> text.contains("\"REF-0000\"")).noneMatch(text ->
                text.contains("23.7") || text.toLowerCase(Locale.ROOT).contains("score"));
    }

    @Test
    void a_new_contact_is_for_the_officer_to_tell(HubClient hub) {
        bisp.takes(Duration.ofHours(1), Duration.ofHours(1));
        String referral = refer(person(Household.ELIGIBLE));
        officer.awaitStatus(referral, "RECEIVED");
        NotTold.contact(hub, referral);
        assertThat(kinds(referral)).containsExactly("search");
    }

    @Test
    void a_request_that_is_withdrawn_is_withdrawn_there_too() {
        bisp.takes(Duration.ofHours(1), Duration.ofHours(1));
        String referral = refer(person(Household.ELIGIBLE));
        officer.awaitStatus(referral, "RECEIVED");
        bisp.takes(Duration.ofMillis(100), Duration.ofMillis(100));
        context.getBean(ReferralCommands.class).byHub(referral,
                new LifecycleCommand.Cancel(Reason.of("consent.withdrawn")));
        officer.awaitStatus(referral, "CANCELLED");
        assertThat(kinds(referral)).containsExactly("search", "cancel");
        assertThat(bisp.redacted(referral)).isTrue();
    }

    private void assertHeader(String member, String value, String code) throws IOException {
        ObjectNode answer = bisp.answer("REF-0000", Household.ELIGIBLE);
        ((ObjectNode) answer.path("header")).put(member, value);
        HubDoor.Reply reply = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo(code);
    }

    private void assertRefused(byte[] message, String code) throws IOException {
        HubDoor.Reply reply = bisp.send("on-search", message);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorCode()).isEqualTo(code);
    }

    private String person(Household state) {
        String cnic = Officer.cnic();
        bisp.household(cnic, state);
        return registry.personLike(RegistrySimulator.WIDOW, cnic);
    }

    private String refer(String person) {
        return officer.refer(person, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
    }

    private List<String> kinds(String referral) {
        return bisp.ledger().effects(referral).stream().map(Ledger.Entry::kind).toList();
    }
}
