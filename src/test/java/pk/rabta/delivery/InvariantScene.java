package pk.rabta.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/** What must be true is broken on purpose, an hour ahead of the hub that would mend it. */
@HubTest
@PartnersPaused("health-pb")
abstract class InvariantScene {

    @Autowired
    protected JdbcClient jdbc;
    @Autowired
    protected BrokerLink broker;
    @Autowired
    protected BrokerSettings settings;
    @Autowired
    protected Partners partners;
    @Autowired
    protected Seeds seeds;
    @Autowired
    private Clock clock;

    protected final String destination = "SUB-test-" + UUID.randomUUID();
    protected Instant later;

    @BeforeEach
    void anHourAhead() {
        later = clock.instant().plus(Duration.ofHours(1));
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from delivery where destination = :id").param("id", destination).update();
        jdbc.sql("delete from destination_state where id = :id").param("id", destination).update();
    }

    protected UUID delivery(String queue, String state, @Nullable Instant published, @Nullable Instant lease) {
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

    protected static List<String> found(Invariant invariant, Instant at) {
        return invariant.violations(at, List.of()).stream().map(Violation::object).toList();
    }
}
