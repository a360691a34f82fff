package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.Delivery;
import pk.rabta.delivery.DeliveryState;
import pk.rabta.delivery.DeliverySubject.Readiness;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.People;

/** Of a protected witness a claim lets go what is withheld from the first and goes to a partner that takes a token only. */
@HubTest
@PartnersPaused({"wpu-kp", "pbm"})
class MediatedDeliveriesTest {

    private static final String UNIT = "wpu-kp-protection";
    private static final String OFFICE = "pbm-ifa-medical";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private ReferralDeliveries deliveries;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private ObjectMapper json;
    @Autowired
    private Clock clock;
    private String victim = "";
    private String known = "flags = '{WITNESS_PROTECTED}'";

    @AfterEach
    void asBefore() {
        jdbc.sql("update referral set withheld = false where victim_id = :id").param("id", victim).update();
        jdbc.sql("update person set flags = '{}' where victim_id = :id").param("id", victim).update();
    }

    /** What a claim would find about a request of somebody who turned out to be a witness without anybody's noticing. */
    private Readiness claimed(HubClient officer, String programme, boolean withheld) {
        People people = new People(hub);
        victim = people.widow();
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim), "consentId",
                people.consent(victim, List.of("wpu-kp", "pbm"), List.of("PROTECTION", "SOCIAL_PROTECTION")), "programmes",
                List.of(Map.of("id", programme)), "contact", Map.of("via", "HANDLER", "vso", "VSO-KP-014"), "details",
                programme.equals(UNIT) ? Map.of() : Map.of("incomePkr", 28_000, "declarations",
                        Map.of("govtServantFamily", false), "hospital", Map.of("code", "MAYO_LHR", "government", true,
                        "estimatePkr", 485_000))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String referral = answer.body().at("/referrals/0/id").asText();
        jdbc.sql("update person set " + known + " where victim_id = :id").param("id", victim).update();
        jdbc.sql("update referral set withheld = :withheld where id = :id").param("withheld", withheld)
                .param("id", referral).update();
        Delivery delivery = new Delivery(UUID.randomUUID(), 1, "MSG-1", "wpu-kp", "wpu-kp", referral, UUID.randomUUID(), 5,
                "request", "request", json.createObjectNode(), DeliveryState.PUBLISHED, null, 0, null);
        return transaction.execute(status -> {
            status.setRollbackOnly();
            return deliveries.prepare(delivery, clock.instant());
        });
    }

    @Test
    void nothing_but_a_handlers_referral_by_token_leaves(HubClient officer) {
        assertThat(claimed(officer, UNIT, true)).isInstanceOfSatisfying(Readiness.Ready.class, ready -> {
            assertThat(ready.document().path("victim").properties()).extracting(Map.Entry::getKey).containsExactly("token");
            assertThat(ready.document().path("contact")).hasToString("{\"vso\":\"VSO-KP-014\"}");
            assertThat(ready.document()).extracting(JsonNode::toString).asString().doesNotContain(victim);
        });
        asBefore();
        assertThat(claimed(officer, UNIT, false)).isEqualTo(new Readiness.Unwanted("person-withheld"));
        asBefore();
        assertThat(claimed(officer, OFFICE, true)).isEqualTo(new Readiness.Unwanted("person-withheld"));
        asBefore();
        assertThat(claimed(officer, OFFICE, false)).isEqualTo(new Readiness.Unwanted("person-withheld"));
    }

    /** What is the handler's alone does not wait for the registry, which is asked about nobody for it. */
    @Test
    void it_leaves_when_the_protection_has_ended_too(HubClient officer) {
        known = "flags = '{}', read_at = null";
        assertThat(claimed(officer, UNIT, true)).isInstanceOf(Readiness.Ready.class);
    }
}
