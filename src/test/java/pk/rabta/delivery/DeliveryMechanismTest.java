package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;

/** What is relayed, in which order, and what a claim does; on the real database, without a partner. */
@HubTest
class DeliveryMechanismTest {

    /** Far ahead, so that the hub's own relay does not find due what is due only to this test. */
    private static final Instant NOW = Instant.parse("2096-11-22T06:00:00Z");

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Relay relay;
    @Autowired
    private Claims claims;
    @Autowired
    private Settlements settlements;
    @Autowired
    private Recovery recovery;
    @Autowired
    private Destinations destinations;
    @Autowired
    private TransactionTemplate transaction;

    private final String queue = "test-" + UUID.randomUUID();
    private final UUID group = UUID.randomUUID();

    @AfterEach
    void back() {
        destinations.resume("health-pb", Instant.now());
    }

    private UUID delivery(String state, UUID orderGroup, int priority, Instant due, String referral) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind,
                  message, state, due_at, created_at, updated_at)
                values (:id, :message, :queue, :queue, :referral, :group, :priority, 'event', 'event', :state, :due,
                  :due, :due)""")
                .param("id", id).param("message", "MSG-" + id).param("queue", queue).param("referral", referral)
                .param("group", orderGroup).param("priority", priority).param("state", state)
                .param("due", Timestamp.from(due)).update();
        return id;
    }

    private List<UUID> due() {
        return transaction.execute(status ->
                relay.take(queue, 100, NOW).stream().map(BrokerLink.Thin::deliveryId).toList());
    }

    private void move(UUID id, String state) {
        jdbc.sql("update delivery set state = :state where id = :id").param("state", state).param("id", id).update();
    }

    @Test
    void sendsTheMostUrgentFirstAndInOrderOfArrival() {
        UUID later = delivery("DUE", UUID.randomUUID(), 4, NOW, null);
        UUID last = delivery("DUE", UUID.randomUUID(), 4, NOW, null);
        UUID emergency = delivery("DUE", UUID.randomUUID(), 9, NOW, null);
        delivery("DUE", UUID.randomUUID(), 9, NOW.plusSeconds(1), null);

        assertThat(due()).containsExactly(emergency, later, last);
    }

    @Test
    void holdsBackWhatComesAfterAnOpenMessageOfTheSameGroup() {
        UUID first = delivery("DUE", group, 4, NOW, null);
        UUID second = delivery("DUE", group, 4, NOW, null);

        for (String open : List.of("DUE", "PUBLISHED", "SENDING", "RETRY", "IN_DOUBT")) {
            move(first, open);
            assertThat(due()).as(open).doesNotContain(second);
        }
        for (String done : List.of("SENT", "ACKED", "VOIDED")) {
            move(first, done);
            assertThat(due()).as(done).contains(second);
        }
    }

    @Test
    void letsAParkedMessageBlockOnlyItsOwnReferral() {
        delivery("PARKED", group, 4, NOW, "REF-A");
        UUID same = delivery("DUE", group, 4, NOW, "REF-A");
        UUID other = delivery("DUE", group, 4, NOW, "REF-B");
        move(same, "VOIDED");
        UUID update = delivery("DUE", UUID.randomUUID(), 4, NOW, "REF-A");

        assertThat(due()).contains(other).doesNotContain(update);
    }

    @Test
    void relaysNothingToADestinationThatIsPausedOrLeftAlone() {
        UUID id = delivery("DUE", group, 4, NOW, null);
        destinations.pause(queue, "test", "to see", NOW);
        assertThat(relay.room(queue, NOW)).isZero();
        destinations.resume(queue, NOW);
        assertThat(relay.room(queue, NOW)).isPositive();
        assertThat(due()).containsExactly(id);
        for (int i = 0; i < 3; i++) {
            destinations.failed(queue, 3, Duration.ofSeconds(30), NOW);
        }
        assertThat(relay.room(queue, NOW)).isZero();
        assertThat(destinations.get(queue).circuit(NOW.plusSeconds(31))).isEqualTo(Destinations.Circuit.HALF_OPEN);
        assertThat(relay.room(queue, NOW.plusSeconds(31))).isEqualTo(1);
    }

    @Test
    void claimsOnceAndOnlyUnderTheRunningEnqueueId(HubClient officer) {
        HandedOver request = request(officer);
        UUID id = request.id();

        assertThat(claims.claim(id, UUID.randomUUID())).as("an older handing over").isEmpty();
        assertThat(claims.claim(id, request.enqueue())).as("the running one").isPresent();
        assertThat(claims.claim(id, request.enqueue())).as("the broker delivers again").isEmpty();
        assertThat(state(id)).isEqualTo("SENDING");
    }

    @Test
    void treatsAnAttemptWhoseLeaseEndedAsTheProfileSays(HubClient officer) {
        HandedOver request = request(officer);
        UUID id = request.id();
        claims.claim(id, request.enqueue());
        leaveTheRestToTheTest();
        recovery.endLeases();
        assertThat(state(id)).as("before the lease ends").isEqualTo("SENDING");

        jdbc.sql("update delivery set lease_until = :past where id = :id")
                .param("past", Timestamp.from(Instant.EPOCH)).param("id", id).update();
        recovery.endLeases();

        assertThat(state(id)).as("this partner knows a repeat: resend").isEqualTo("RETRY");
    }

    @Test
    void treatsWhatIsInDoubtAsTheProfileSaysNow(HubClient officer) {
        UUID id = request(officer).id();
        Instant later = Instant.now().plusSeconds(3600);
        jdbc.sql("update delivery set state = 'IN_DOUBT', due_at = :later where id = :id").param("id", id)
                .param("later", Timestamp.from(later)).update();
        recovery.followProfiles();
        assertThat(state(id)).as("before its time").isEqualTo("IN_DOUBT");

        jdbc.sql("update delivery set due_at = created_at where id = :id").param("id", id).update();

        int failures = failures();
        // The hub's own round may be at it: whoever comes second skips the locked row.
        Awaitility.await("this partner is not asked: resend").until(() -> {
            recovery.followProfiles();
            return state(id);
        }, state -> !state.equals("IN_DOUBT"));
        assertThat(failures()).as("nobody called it: its circuit is not to open").isEqualTo(failures);
    }

    @Test
    void countsASuccessThatCameAfterTheLeaseEnded(HubClient officer) {
        HandedOver request = request(officer);
        UUID id = request.id();
        Dispatch dispatch = claims.claim(id, request.enqueue()).orElseThrow().dispatch();
        leaveTheRestToTheTest();
        jdbc.sql("update delivery set lease_until = :past where id = :id")
                .param("past", Timestamp.from(Instant.EPOCH)).param("id", id).update();
        recovery.endLeases();

        settlements.acknowledged(dispatch, null);

        assertThat(state(id)).isEqualTo("ACKED");
        assertThat(jdbc.sql("select count(*) from delivery_attempt where delivery_id = :id").param("id", id)
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void sendsNothingWhoseBasisEndedWhileItWaited(HubClient officer) {
        HandedOver request = request(officer);
        UUID id = request.id();
        jdbc.sql("""
                update consent set status = 'WITHDRAWN' where id = (select consent_id from referral r join delivery d
                on d.referral_id = r.id where d.id = :id)""").param("id", id).update();

        assertThat(claims.claim(id, request.enqueue())).isEmpty();

        assertThat(state(id)).isEqualTo("VOIDED");
        assertThat(jdbc.sql("""
                select r.status from referral r join delivery d on d.referral_id = r.id where d.id = :id""")
                .param("id", id).query(String.class).single()).isEqualTo("CANCELLED");
        assertThat(jdbc.sql("select count(*) from delivery_attempt where delivery_id = :id").param("id", id)
                .query(Integer.class).single()).isZero();
    }

    @Test
    void anAttemptWhoseLeaseEndedMayHaveLeft(HubClient officer) {
        HandedOver request = request(officer);
        UUID id = request.id();
        Dispatch dispatch = claims.claim(id, request.enqueue()).orElseThrow().dispatch();
        leaveTheRestToTheTest();
        jdbc.sql("update delivery set lease_until = :past where id = :id")
                .param("past", Timestamp.from(Instant.EPOCH)).param("id", id).update();
        recovery.endLeases();

        settlements.failed(dispatch, new DeliveryFault(DeliveryFault.Kind.RETRY, "unreachable", "no connection", null));

        assertThat(jdbc.sql("select dispatched from referral where id = :id").param("id", dispatch.referralId())
                .query(Boolean.class).single()).isTrue();
    }

    private HandedOver request(HubClient officer) {
        return HandedOver.request(hub, officer, "health-pb", "health-pb-trauma-counselling");
    }

    /** What a lease's end makes due, the hub would send again at once. */
    private void leaveTheRestToTheTest() {
        destinations.pause("health-pb", "test", "nothing but the test sends", Instant.now());
    }

    private int failures() {
        return destinations.get("health-pb").failures();
    }

    private String state(UUID id) {
        return jdbc.sql("select state from delivery where id = :id").param("id", id).query(String.class).single();
    }
}
