package pk.rabta.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ProblemException;
import pk.rabta.registry.RegistryUnavailableException;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.spdci.Officer;

/** The hub and the registry: who a person is, what changes about them. */
@HubTest
class RegistryFlowTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String LOOKUP = "direct:lookup-person";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate routes;

    private RegistrySimulator registry;
    private Officer officer;

    @BeforeEach
    void everybody(HubClient hub, RegistrySimulator simulator) {
        registry = simulator;
        officer = new Officer(context, hub);
    }

    @Test
    void a_person_is_read_in_the_hub_s_own_words() {
        JsonNode victim = routes.requestBody(LOOKUP, RegistrySimulator.WIDOW, JsonNode.class);
        assertThat(victim.path("contract").asText()).isEqualTo("victim/1");
        assertThat(victim.at("/victim/name/urdu").asText()).isEqualTo("زرمینہ بی بی");
        assertThat(victim.at("/victim/phone").asText()).isEqualTo("+923000000122");
        assertThat(victim.at("/household/size").asInt()).isEqualTo(3);
    }

    @Test
    void an_unknown_person_is_not_an_unreachable_registry() {
        assertThatThrownBy(() -> routes.requestBody(LOOKUP, "VOT-0000-0000-0", JsonNode.class))
                .isInstanceOf(CamelExecutionException.class).hasCauseInstanceOf(ProblemException.class);
        registry.faults().refuse();
        assertThatThrownBy(() -> routes.requestBody(LOOKUP, RegistrySimulator.WIDOW, JsonNode.class))
                .isInstanceOf(CamelExecutionException.class).hasCauseInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void a_registry_that_fails_or_says_half_a_sentence_is_unreachable() {
        registry.faults().storm(500, 1);
        registry.faults().halfAnswer(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> routes.requestBody(LOOKUP, RegistrySimulator.WIDOW, JsonNode.class))
                    .hasCauseInstanceOf(RegistryUnavailableException.class);
        }
        assertThat(routes.requestBody(LOOKUP, RegistrySimulator.WIDOW, JsonNode.class)).isNotNull();
    }

    @Test
    void the_hub_asks_to_be_told_of_changes() {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(registry.subscriptions()).isNotEmpty());
    }

    @Test
    void a_flag_holds_at_once_and_a_repeated_notice_changes_nothing() throws IOException {
        String person = known();
        registry.faults().refuse();
        assertThat(registry.flag(person, "THREAT").isAck()).isTrue();
        assertThat(officer.person(person).flags()).contains("THREAT");
        assertThat(officer.person(person).readAt()).isNull();

        ObjectNode event = registry.event("UPDATED", person);
        assertThat(registry.tell(event).isAck()).isTrue();
        assertThat(registry.tell(event).isAck()).isTrue();
        assertThat(officer.archived(event)).isEqualTo(1);
    }

    @Test
    void an_event_of_a_new_kind_holds_up_no_other() throws IOException {
        String split = known();
        String flagged = known();
        registry.faults().refuse();           // else both are read again at once
        ObjectNode notice = registry.event("SPLIT", split);
        ((ArrayNode) notice.at("/message/notify_event")).add(registry.event("DECEASED", flagged)
                .at("/message/notify_event/0"));
        assertThat(registry.tell(notice).isAck()).isTrue();
        assertThat(officer.person(flagged).readAt()).isNull();
        assertThat(context.getBean(JdbcClient.class).sql("""
                select problem -> 'unread' -> 0 ->> 'why' from inbound_message where message_id = :id""")
                .param("id", notice.at("/header/message_id").asText()).query(String.class).single())
                .isEqualTo("TYPE_UNKNOWN");
    }

    @Test
    void a_death_and_a_merge_are_known_once_the_person_is_read_again() throws IOException {
        String dead = known();
        registry.faults().refuse();           // else it is read again at once
        assertThat(registry.die(dead).isAck()).isTrue();
        assertThat(officer.person(dead).readAt()).isNull();
        registry.faults().accept();
        routes.sendBody("direct:refresh-person", dead);
        assertThat(officer.person(dead).deceased()).isTrue();

        String second = known();
        assertThat(registry.merge(second, RegistrySimulator.WIDOW).isAck()).isTrue();
        routes.sendBody("direct:refresh-person", second);
        assertThat(officer.person(second).mergedInto()).isEqualTo(RegistrySimulator.WIDOW);
    }

    @Test
    @PartnersPaused("bisp")
    void a_death_and_a_merge_end_at_once_what_was_not_sent() throws IOException {
        String dead = known();
        String unsent = officer.refer(dead, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
        assertThat(registry.die(dead).isAck()).isTrue();
        officer.awaitStatus(unsent, "CANCELLED");
        assertThat(officer.detail(unsent, "reason", "code")).isEqualTo("person.deceased");
        assertThat(officer.delivery(unsent, "request")).isEqualTo("VOIDED");

        String second = known();
        String other = officer.refer(second, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
        assertThat(registry.merge(second, RegistrySimulator.WIDOW).isAck()).isTrue();
        officer.awaitStatus(other, "CANCELLED");
        assertThat(officer.detail(other, "reason", "code")).isEqualTo("person.merged");
    }

    @Test
    void what_waits_for_the_registry_ends_where_its_person_has_died() throws IOException {
        String person = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        registry.faults().refuse();
        String waiting = officer.refer(person, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
        assertThat(officer.status(waiting)).isEqualTo("WAITING");
        registry.die(person);
        registry.faults().accept();
        officer.awaitStatus(waiting, "CANCELLED");
        assertThat(officer.detail(waiting, "reason", "code")).isEqualTo("person.deceased");
    }

    @Test
    @PartnersPaused("bisp")
    void of_what_a_partner_has_the_officer_is_told_and_decides() throws IOException {
        String person = known();
        String sent = officer.refer(person, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("update referral set status = 'RECEIVED', dispatched = true where id = :id").param("id", sent)
                .update();
        assertThat(registry.die(person).isAck()).isTrue();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(jdbc.sql("""
                select detail ->> 'reason' from referral_event where referral_id = :id
                  and type = 'referral.noted'""").param("id", sent).query(String.class).list())
                .containsExactly("person.deceased"));
        assertThat(officer.status(sent)).isEqualTo("RECEIVED");
        registry.tell(registry.event("UPDATED", person));
        routes.sendBody("direct:refresh-person", person);
        assertThat(jdbc.sql("select count(*) from referral_event where referral_id = :id and type = 'referral.noted'")
                .param("id", sent).query(Integer.class).single()).as("told once").isEqualTo(1);
    }

    /** Paused, so that the referral stays open: whoever answers at once ends it before the round comes. */
    @Test
    @PartnersPaused("bisp")
    void a_person_with_an_open_referral_is_read_again_by_itself() throws IOException {
        String person = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        officer.refer(person, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
        assertThat(registry.flag(person, "MEDIA_SENSITIVE", "GBV").isAck()).isTrue();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(officer.snapshot(person).path("flags").toString())
                .contains("GBV"));
    }

    @Test
    void a_notice_with_another_partner_s_token_is_refused(HubClient hub) {
        ObjectNode event = registry.event("UPDATED", RegistrySimulator.WIDOW);
        HubClient.Answer answer = hub.as("BISP").post("/spdci/registry/registry/notify", event);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().at("/message/error/code").asText()).isEqualTo("err.request.forbidden");
        assertThat(hub.withToken("").post("/spdci/registry/registry/notify", event).status()).isEqualTo(401);
    }

    @Test
    void a_referral_waits_while_the_registry_is_away() {
        String person = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        registry.faults().refuse();
        HubClient.Answer answer = officer.submit(person, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.body().at("/referrals/0/status").asText()).isEqualTo("WAITING");
    }

    private String known() {
        String person = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        routes.sendBody("direct:refresh-person", person);
        assertThat(officer.person(person).readAt()).isNotNull();
        return person;
    }
}
