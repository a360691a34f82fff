package pk.rabta.sandbox.bisp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.delivery.Destinations;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.NotTold;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** A household and the cash programme, from the referral to what came of it, and everything that goes wrong between. */
class BispFlowTest extends BispScene {

    private static final Duration LIMIT = Duration.ofSeconds(90);

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
    void after_a_withdrawal_the_registry_learns_the_state_and_no_more() {
        Destinations destinations = context.getBean(Destinations.class);
        destinations.pause("registry", "test", "until the consent is withdrawn", Instant.now());
        String person = person(Household.NOT_SURVEYED);
        try {
            officer.awaitStatus(refer(person), "COMPLETED");
            context.getBean(JdbcClient.class).sql("""
                    update consent set status = 'WITHDRAWN', withdrawn_at = valid_from where victim_id = :id""")
                    .param("id", person).update();
        } finally {
            destinations.resume("registry", Instant.now());
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(registry.enrolments(person)).hasSize(1));
        RegistrySimulator.Enrolment written = registry.enrolments(person).getFirst();
        assertThat(written.status()).isEqualTo("Active");
        assertThat(written.record().toString()).doesNotContain("bisp", "benefit", "PKR", "beneficiary_number");
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
        String referral = refer(person(Household.PUBLIC_SERVANT));
        officer.awaitStatus(referral, "REJECTED");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(bisp.sent(referral)).hasSize(2));
        assertThat(bisp.sent(referral)).allMatch(sent -> sent.reply().isAck());
        assertThat(officer.archived(bisp.sent(referral).getFirst().message())).isEqualTo(1);
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
}
