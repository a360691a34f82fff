package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubTest;

/** How much of what is due goes to the broker, and what becomes of what lies there too long. */
@HubTest
class RelayRulesTest {

    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Relay relay;
    @Autowired
    private Recovery recovery;
    @Autowired
    private Destinations destinations;
    @Autowired
    private Clock clock;

    /** A destination that is no partner has the rules of a webhook. */
    private final String destination = "SUB-test-" + UUID.randomUUID();

    @AfterEach
    void clear() {
        jdbc.sql("delete from delivery where destination = :id").param("id", destination).update();
        jdbc.sql("delete from destination_state where id = :id").param("id", destination).update();
    }

    private UUID delivery(String state, Instant at) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Timestamp time = Timestamp.from(at);
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, order_group, priority, kind, message, state,
                  due_at, enqueue_id, published_at, lease_until, created_at, updated_at)
                values (:id, :message, 'webhooks', :destination, :id, 4, 'event', 'event', :state, :now, :enqueue,
                  :published, :lease, :now, :now)""")
                .param("id", id).param("message", "MSG-" + id).param("destination", destination).param("state", state)
                .param("now", time).param("enqueue", state.equals("PUBLISHED") ? id : null)
                .param("published", state.equals("PUBLISHED") ? time : null)
                .param("lease", state.equals("SENDING") ? Timestamp.from(at.plus(Duration.ofHours(1))) : null).update();
        return id;
    }

    private void untilNextLook(Instant opened) {
        jdbc.sql("update destination_state set open_until = :past where id = :id").param("id", destination)
                .param("past", Timestamp.from(opened.minusSeconds(1))).update();
    }

    @Test
    void whileOneAsksWhetherTheDestinationIsBackNobodyElseDoes() {
        Instant now = clock.instant();
        destinations.failed(destination, 1, Duration.ofHours(1), now);
        untilNextLook(now);
        delivery("SENDING", now);
        UUID waiting = delivery("DUE", now.minusSeconds(1));
        relay.run();
        assertThat(jdbc.sql("select state from delivery where id = :id").param("id", waiting).query(String.class)
                .single()).isEqualTo("DUE");
    }

    @Test
    void aSubscriptionNeverHasMoreInTheSharedQueueThanAFew() {
        assertThat(relay.room(destination, clock.instant())).isEqualTo(10);
        for (int i = 0; i < 7; i++) {
            delivery("PUBLISHED", clock.instant());
        }
        assertThat(relay.room(destination, clock.instant())).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            delivery("PUBLISHED", clock.instant());
        }
        assertThat(relay.room(destination, clock.instant())).isZero();
    }

    @Test
    void whatNobodyClaimedForLongIsDueAgainThoughTheBrokerHoldsOthers() {
        Instant now = clock.instant();
        UUID lost = delivery("PUBLISHED", now.minus(Duration.ofMinutes(16)));
        UUID busy = delivery("PUBLISHED", now.minusSeconds(1));
        recovery.republish();
        assertThat(jdbc.sql("select enqueue_id from delivery where id = :id").param("id", lost).query(UUID.class)
                .optional()).isNotEqualTo(java.util.Optional.of(lost));
        assertThat(jdbc.sql("select enqueue_id from delivery where id = :id").param("id", busy).query(UUID.class)
                .optional()).contains(busy);
    }
}
