package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.delivery.BrokerLink.Thin;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Invariants;
import pk.rabta.invariant.Violation;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/** What must be true is broken on purpose, an hour ahead of the hub that would mend it, and each look tells of it. */
@HubTest
@PartnersPaused("health-pb")
class InvariantsTest {

    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Relay relay;
    @Autowired
    private SendingRules rules;
    @Autowired
    private Destinations destinations;
    @Autowired
    private BrokerLink broker;
    @Autowired
    private BrokerSettings settings;
    @Autowired
    private Partners partners;
    @Autowired
    private ConnectionFactory artemis;
    @Autowired
    private Invariants invariants;
    @Autowired
    private MeterRegistry meters;
    @Autowired
    private Seeds seeds;
    @Autowired
    private Clock clock;

    private final String destination = "SUB-test-" + UUID.randomUUID();
    private Instant later;

    @BeforeEach
    void anHourAhead() {
        later = clock.instant().plus(Duration.ofHours(1));
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from delivery where destination = :id").param("id", destination).update();
        jdbc.sql("delete from destination_state where id = :id").param("id", destination).update();
    }

    private UUID delivery(String queue, String state, @Nullable Instant published, @Nullable Instant lease) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, order_group, priority, kind, message, state,
                  due_at, enqueue_id, published_at, lease_until, created_at, updated_at)
                values (:id, :message, :queue, :destination, :id, 4, 'event', 'event', :state, :later, :id,
                  cast(:published as timestamptz), cast(:lease as timestamptz), :later, :later)""")
                .param("id", id).param("message", "MSG-" + id).param("queue", queue).param("destination", destination)
                .param("state", state).param("later", Timestamp.from(later))
                .param("published", published == null ? null : Timestamp.from(published))
                .param("lease", lease == null ? null : Timestamp.from(lease)).update();
        return id;
    }

    private static List<String> found(Invariant invariant, Instant at) {
        return invariant.violations(at).stream().map(Violation::object).toList();
    }

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
        assertThat(check.violations(later)).contains(new Violation(referral, "has 2", false));
        jdbc.sql("delete from delivery where id = :id").param("id", second).update();
    }

    private void request(String referral, String state) {
        jdbc.sql("update delivery set state = :state where referral_id = :id and kind = 'request'").param("state", state)
                .param("id", referral).update();
    }

    @Test
    void whoStaysFirstForAnOpenDestinationIsStuck_andWhoWaitsForAReasonIsNot() {
        String first = delivery("webhooks", "DUE", null, null).toString();
        DueGoesOut check = new DueGoesOut(jdbc, relay, rules);
        assertThat(found(check, later)).doesNotContain(first);
        assertThat(found(check, later.plusSeconds(299))).doesNotContain(first);
        assertThat(found(check, later.plusSeconds(301))).contains(first);

        destinations.pause(destination, "test", "maintenance", later);
        assertThat(found(check, later.plusSeconds(310))).as("paused").doesNotContain(first);
        jdbc.sql("update destination_state set paused = false where id = :id").param("id", destination).update();
        assertThat(found(check, later.plusSeconds(320))).as("its time begins anew").doesNotContain(first);
        jdbc.sql("update delivery set state = 'ACKED' where destination = :id").param("id", destination).update();
        delivery("webhooks", "DUE", null, null);
        assertThat(found(check, later.plusSeconds(700))).as("another is first now").isEmpty();
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
        assertThat(check.violations(later)).isEmpty();
        try (JMSContext session = artemis.createContext()) {
            Queue dead = session.createQueue(settings.deadLetters());
            session.createProducer().send(dead, UUID.randomUUID().toString());
            assertThat(check.violations(later)).containsExactly(new Violation("DLQ", "holds 1", false));
            try (JMSConsumer consumer = session.createConsumer(dead)) {
                assertThat(consumer.receive(5000)).isNotNull();
            }
        }
        assertThat(check.violations(later)).isEmpty();
    }

    @Test
    void anAdministratorSeesWhichAndWhatToDo_butNotOfAProtectedWitness(HubClient officer) {
        String referral = seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        request(referral, "VOIDED");
        assertThat(seen(officer, referral)).isTrue();
        double shown = gauge();
        jdbc.sql("update referral set withheld = true where id = :id").param("id", referral).update();
        assertThat(seen(officer, referral)).isFalse();
        assertThat(gauge()).isEqualTo(shown - 1);
        jdbc.sql("update referral set withheld = false where id = :id").param("id", referral).update();
        request(referral, "DUE");
        assertThat(seen(officer, referral)).isFalse();
        assertThat(meters.get("rabta.invariant.age.seconds").gauge().value()).isLessThan(60);
    }

    private double gauge() {
        return meters.get("rabta.invariant.violations").tag("invariant", "requested-has-one-request").gauge().value();
    }

    private boolean seen(HubClient officer, String referral) {
        invariants.run();
        JsonNode answer = ResponseContract.check("listInvariants", 200, officer.as("ADMIN").get("/v1/admin/invariants"));
        assertThat(answer.path("items")).hasSize(5).allSatisfy(item ->
                assertThat(item.path("holds").asBoolean()).isEqualTo(item.path("violations").isEmpty()));
        return answer.path("items").findValuesAsText("object").contains(referral);
    }
}
