package pk.rabta.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.delivery.Destinations;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.LifecycleCommand.EnterInError;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Referred;
import pk.rabta.sandbox.health.HealthSimulator;
import pk.rabta.sandbox.health.Plan;
import pk.rabta.sandbox.registry.RegistrySimulator.Enrolment;

/** What the registry is told of care: that something came of a referral or not, and neither what nor why. */
@HubTest
class WriteBackFlowTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(100);
    private static final Referred.Person COUNSELLING = new Referred.Person("""
            {"contract":"victim/1","victim":{"registryId":"VOT-ID","name":{"roman":"Zarmina Gul"},"sex":"F",
              "address":{"province":"PK-PB","district":"PK617"},"language":"ur-PK"}}""",
            "health-pb-trauma-counselling", "MHPSS.TRAUMA", "MHPSS", "health-pb", "IDENTITY_MIN,CONTACT,MHPSS");
    private static final String BASIS = "detail ->> 'basis' || ' ' || coalesce(detail ->> 'consent', 'no consent') || ' ' "
            + "|| (detail ->> 'source' like '%registry%')";

    @Autowired
    private ApplicationContext context;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Destinations destinations;
    @Autowired
    private ReferralCommands commands;

    private RegistrySimulator registry;
    private HealthSimulator health;
    private HubClient officer;
    private String person;

    @BeforeEach
    void everybody(HubClient hub, RegistrySimulator people, HealthSimulator partner) {
        registry = people;
        health = partner;
        officer = hub;
    }

    @Test
    void a_refusal_of_care_is_told_without_its_reason() {
        String referral = refer(Plan.DECLINE, "REJECTED");
        Enrolment told = told(1).getFirst();
        assertThat(told.referral()).isEqualTo(referral);
        assertThat(told.status()).isEqualTo("Not enrolled");
        assertThat(told.attribute("referral_status")).isEqualTo("REJECTED");
        assertThat(told.attribute("reason")).isEmpty();
        assertThat(leaf(referral, "detail ->> 'fields'")).contains("registryId", "status")
                .doesNotContain("reason", "outcome", "programme", "partner");
        assertThat(events(referral)).doesNotContain("enrolment.recorded");
    }

    @Test
    void what_was_entered_in_error_is_corrected_where_it_was_told() {
        String referral = refer(Plan.DELIVER, "COMPLETED");
        Enrolment told = told(1).getFirst();
        assertThat(told.status()).isEqualTo("Served");
        assertThat(told.record().has("benefits") || !told.attribute("beneficiary_number").isEmpty())
                .as("of care only that it was given: " + told.record()).isFalse();
        await().atMost(LIMIT).until(() -> events(referral).contains("enrolment.recorded"));

        commands.apply(referral, new ReferralCommands.Ordered(new EnterInError(Reason.of("technical.entered-in-error")),
                Actor.SUPERVISOR, Who.hub(), null, new ObjectMapper().createObjectNode(), null, null));
        Enrolment corrected = told(2).getLast();
        assertThat(corrected.status()).isEqualTo("Not enrolled");
        assertThat(corrected.attribute("referral_status")).isEqualTo("ENTERED_IN_ERROR");
        assertThat(corrected.attribute("outcome")).isEmpty();
    }

    /** Who agreed to counselling has not agreed that the registry learns of it, and the log does not say so. */
    @Test
    void of_counselling_nothing_is_named_and_the_basis_is_the_registrys_own() {
        String referral = refer(Plan.DELIVER, "COMPLETED");
        Enrolment told = told(1).getFirst();
        assertThat(told.status()).isEqualTo("Served");
        assertThat(told.record().toString()).doesNotContain("health-pb", "counselling", "programme_identifier");
        assertThat(leaf(referral, BASIS)).isEqualTo("PUBLIC_TASK no consent true");
    }

    @Test
    void who_names_the_registry_and_the_scope_has_agreed() {
        destinations.pause("registry", "test", "until the consent says more", Instant.now());
        String referral;
        try {
            referral = refer(Plan.DELIVER, "COMPLETED");
            jdbc.sql("update consent set recipients = '{health-pb,registry}' where victim_id = :id").param("id", person).update();
        } finally {
            destinations.resume("registry", Instant.now());
        }
        Enrolment told = told(1).getFirst();
        assertThat(told.programme()).isEqualTo("health-pb-trauma-counselling");
        assertThat(leaf(referral, "detail ->> 'basis' || ' ' || (detail ->> 'consent')")).isEqualTo("CONSENT "
                + jdbc.sql("select id from consent where victim_id = :id").param("id", person).query(String.class).single());
    }

    @Test
    void a_refusal_is_not_told_once_the_consent_is_withdrawn() {
        destinations.pause("registry", "test", "until the consent is withdrawn", Instant.now());
        String referral;
        try {
            referral = refer(Plan.DECLINE, "REJECTED");
            jdbc.sql("update consent set status = 'WITHDRAWN', withdrawn_at = valid_from where victim_id = :id")
                    .param("id", person).update();
        } finally {
            destinations.resume("registry", Instant.now());
        }
        await().atMost(LIMIT).until(() -> jdbc.sql("""
                select state from delivery where referral_id = :id and message = 'enrolment'""").param("id", referral)
                .query(String.class).single(), "VOIDED"::equals);
        assertThat(registry.enrolments(person)).isEmpty();
    }

    private String refer(Plan plan, String end) {
        health.desk().decide(plan, PACE);
        Referred referral = Referred.submit(context, officer, COUNSELLING,
                ",\"contact\":{\"via\":\"VSO\",\"vso\":\"VSO-PB-001\"}").await(end);
        person = String.valueOf(referral.column("victim_id"));
        return referral.id();
    }

    private String leaf(String referral, String column) {
        return jdbc.sql("select " + column + """
                 from audit_leaf where type = 'disclosure' and referral_id = :id and detail ->> 'to' = 'registry'""")
                .param("id", referral).query(String.class).single();
    }

    private List<Enrolment> told(int number) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(registry.enrolments(person)).hasSize(number));
        return registry.enrolments(person);
    }

    private List<String> events(String referral) {
        return jdbc.sql("select type from referral_event where referral_id = :id").param("id", referral)
                .query(String.class).list();
    }
}
