package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.api.ResponseContract;
import pk.rabta.delivery.BrokerLink.Thin;
import pk.rabta.invariant.InvariantMeasures;
import pk.rabta.invariant.Invariants;
import pk.rabta.invariant.Violation;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** Each look tells of what was broken, and of a protected witness the number only. */
class InvariantsTest extends InvariantScene {

    @Autowired
    private ConnectionFactory artemis;
    @Autowired
    private Invariants invariants;
    @Autowired
    private InvariantMeasures measures;
    @Autowired
    private MeterRegistry meters;

    @Test
    void aReferralWithoutItsRequestOrWithTwoIsNamedUntilItIsMended(HubClient officer) {
        String referral = seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        RequestOfReferral check = new RequestOfReferral(jdbc);
        assertThat(found(check, later)).doesNotContain(referral);
        request(referral, "VOIDED");
        assertThat(found(check, later)).contains(referral);
        request(referral, "DUE");
        assertThat(found(check, later)).doesNotContain(referral);

        UUID second = delivery("health-pb", "DUE", null, null);
        jdbc.sql("update delivery set referral_id = :referral, kind = 'request' where id = :id").param("referral", referral)
                .param("id", second).update();
        assertThat(check.violations(later, List.of())).contains(new Violation(referral, "has 2", false));
        jdbc.sql("delete from delivery where id = :id").param("id", second).update();
    }

    private void request(String referral, String state) {
        jdbc.sql("update delivery set state = :state where referral_id = :id and kind = 'request'").param("state", state)
                .param("id", referral).update();
    }

    @Test
    void anAttemptThatNobodyEndsIsNamed() {
        String running = delivery("webhooks", "SENDING", null, later).toString();
        AttemptsEnd check = new AttemptsEnd(jdbc);
        assertThat(found(check, later.plusSeconds(60))).doesNotContain(running);
        assertThat(found(check, later.plusSeconds(121))).contains(running);
    }

    @Test
    void whatTheBrokerLostIsNamedWhenNobodySendsItAgain() {
        delivery(destination, "PUBLISHED", later, null);
        BrokerHoldsPublished check = new BrokerHoldsPublished(jdbc, broker, partners);
        assertThat(found(check, later.plusSeconds(30))).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(30 + 1199))).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(30 + 1201))).contains(destination);
        jdbc.sql("update delivery set state = 'ACKED' where destination = :id").param("id", destination).update();
        assertThat(found(check, later.plusSeconds(30 + 1300))).doesNotContain(destination);
    }

    @Test
    void leftoversThatAConsumerDoesNotTakeAreNamed() {
        UUID known = delivery(destination, "PUBLISHED", later, null);
        broker.send(destination, List.of(new Thin(known, known, 4), new Thin(UUID.randomUUID(), UUID.randomUUID(), 4)));
        BrokerHoldsPublished check = new BrokerHoldsPublished(jdbc, broker, partners);
        found(check, later.plusSeconds(30));
        assertThat(found(check, later.plusSeconds(1300))).as("a list's queue between two runs").doesNotContain(destination);
        try (JMSContext session = artemis.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = session.createQueue(BrokerLink.queueName(destination));
            try (JMSConsumer stuck = session.createConsumer(queue)) {
                found(check, later.plusSeconds(1400));
                assertThat(found(check, later.plusSeconds(2700))).contains(destination);
                for (int n = 0; n < 2; n++) {
                    assertThat(stuck.receive(5000)).isNotNull();
                }
                session.commit();
            }
        }
    }

    @Test
    void whatTheBrokerGaveUpOnIsTold() {
        NoDeadLetters check = new NoDeadLetters(broker, settings);
        assertThat(check.violations(later, List.of())).isEmpty();
        try (JMSContext session = artemis.createContext()) {
            Queue dead = session.createQueue(settings.deadLetters());
            session.createProducer().send(dead, UUID.randomUUID().toString());
            assertThat(check.violations(later, List.of())).containsExactly(new Violation("DLQ", "holds 1", false));
            try (JMSConsumer consumer = session.createConsumer(dead)) {
                assertThat(consumer.receive(5000)).isNotNull();
            }
        }
        assertThat(check.violations(later, List.of())).isEmpty();
    }

    @Test
    void aQueueOfDeadLettersThatIsNotThereIsAsWrongAsAFullOne() {
        BrokerSettings wrong = new BrokerSettings(settings.url(), null, null, 1000, Duration.ofSeconds(1), "no-such-queue");
        assertThat(new NoDeadLetters(broker, wrong).violations(later, List.of())).singleElement().satisfies(it ->
                assertThat(it.found()).contains("rabta.broker.dead-letters"));
    }

    @Test
    void anAdministratorSeesWhichAndWhatToDo_ofAProtectedWitnessTheNumberOnly(HubClient officer, SandboxEnvironment sandbox) {
        HubClient admin = officer.as("ADMIN");
        HubClient cleared = officer.withToken(sandbox.issuer().issue(new Client("cleared-desk", "",
                new TreeSet<>(List.of("admin:read", "protected:refer")), Map.of())));
        String referral = seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        request(referral, "VOIDED");
        JsonNode shown = lookedAt(admin);
        assertThat(shown.findValuesAsText("object")).contains(referral);
        double number = gauge();
        int withheld = shown.path("withheld").asInt();
        assertThat(number).isEqualTo(shown.path("violations").size() + withheld);

        jdbc.sql("update referral set withheld = true where id = :id").param("id", referral).update();
        JsonNode hidden = lookedAt(admin);
        assertThat(hidden.toString()).doesNotContain(referral);
        assertThat(hidden.path("withheld").asInt()).isEqualTo(withheld + 1);
        assertThat(hidden.path("holds").asBoolean()).isFalse();
        assertThat(hidden.path("since").asText()).as("of what is shown").isEqualTo(hidden.at("/violations").valueStream()
                .map(it -> it.path("since").asText()).min(String::compareTo).orElse(""));
        assertThat(gauge()).as("the alert goes on").isEqualTo(number);
        assertThat(lookedAt(cleared).findValuesAsText("object")).contains(referral);

        jdbc.sql("update referral set withheld = false where id = :id").param("id", referral).update();
        request(referral, "DUE");
        assertThat(lookedAt(admin).findValuesAsText("object")).doesNotContain(referral);
        assertThat(meters.get("rabta.invariant.age.seconds").gauge().value()).isLessThan(60);
    }

    /** What one node found stays known, and is looked at again, whichever looks next. */
    @Test
    void whatWasFoundIsLookedAtAgainByANodeThatHasJustStarted(HubClient officer) {
        String referral = seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        request(referral, "VOIDED");
        RequestOfReferral fresh = new RequestOfReferral(jdbc);
        assertThat(fresh.violations(later, List.of(referral)).getFirst().object()).as("first of all").isEqualTo(referral);
        request(referral, "DUE");
        assertThat(fresh.violations(later, List.of(referral))).extracting(Violation::object).doesNotContain(referral);
    }

    private double gauge() {
        return meters.get("rabta.invariant.violations").tag("invariant", "requested-has-one-request").gauge().value();
    }

    private JsonNode lookedAt(HubClient reader) {
        invariants.run();
        measures.refresh();
        JsonNode answer = ResponseContract.check("listInvariants", 200, reader.get("/v1/admin/invariants"));
        assertThat(answer.path("items")).hasSize(9).allSatisfy(item -> assertThat(item.path("holds").asBoolean())
                .isEqualTo(item.path("violations").isEmpty() && !item.has("withheld")));
        return answer.path("items").valueStream()
                .filter(item -> item.path("name").asText().equals("requested-has-one-request")).findFirst().orElseThrow();
    }
}
