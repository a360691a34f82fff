package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.lease.ClockOffset;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;

/** The clock was two hours ahead, and is right again. */
@HubTest
class SetBackClockTest {

    private static final Duration AHEAD = Duration.ofHours(2);
    private static final Duration WAIT = Duration.ofMinutes(7);

    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Destinations destinations;

    private final MovableClock clock = new MovableClock();
    private final String destination = "SUB-test-" + UUID.randomUUID();
    private SetBackClock looks;

    @BeforeEach
    void running() {
        looks = looks();
        looks.look();
        // Nothing of it is to leave: it is about nobody.
        destinations.pause(destination, "test", "held still", clock.instant());
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from delivery where destination = :id").param("id", destination).update();
        jdbc.sql("delete from destination_state where id = :id").param("id", destination).update();
    }

    private SetBackClock looks() {
        return new SetBackClock(jdbc, transaction, clock, new ClockOffset(jdbc, clock));
    }

    /** Written at the clock's time, and each of its times so long after it. */
    private UUID written(String state) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, order_group, priority, kind, message, state,
                  due_at, enqueue_id, published_at, lease_until, created_at, updated_at)
                values (:id, :message, 'webhooks', :destination, :id, 4, 'event', 'event', :state, :later, :id, :later,
                  :later, :now, :now)""")
                .param("id", id).param("message", "MSG-" + id).param("destination", destination).param("state", state)
                .param("now", Timestamp.from(clock.instant())).param("later", Timestamp.from(clock.instant().plus(WAIT)))
                .update();
        return id;
    }

    private Instant time(UUID id, String column) {
        return jdbc.sql("select " + column + " from delivery where id = :id").param("id", id).query(OffsetDateTime.class)
                .single().toInstant();
    }

    private void waits(Instant due) {
        assertThat(due).isCloseTo(Instant.now().plus(WAIT), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void what_was_dated_meanwhile_waits_as_long_as_it_was_meant_to() {
        clock.advance(AHEAD);
        looks.look();
        UUID waiting = written("RETRY");
        UUID published = written("PUBLISHED");
        UUID sending = written("SENDING");
        UUID parked = written("PARKED");
        destinations.failed(destination, 1, WAIT, clock.instant());
        clock.reset();
        looks.look();
        waits(time(waiting, "due_at"));
        assertThat(time(waiting, "created_at")).isBefore(Instant.now().plusSeconds(1));
        waits(time(published, "published_at"));
        waits(time(sending, "lease_until"));
        waits(destinations.get(destination).openUntil());
        assertThat(time(parked, "updated_at")).as("waits for a person, not for a time").isAfter(Instant.now().plus(WAIT));
    }

    @Test
    void a_hub_that_starts_looks_too_and_what_is_right_stays() {
        clock.advance(AHEAD);
        UUID ahead = written("DUE");
        clock.reset();
        clock.advance(SetBackClock.APART.dividedBy(2));
        UUID apart = written("DUE");
        Instant due = time(apart, "due_at");
        clock.reset();
        looks().look();
        waits(time(ahead, "due_at"));
        assertThat(time(apart, "due_at")).as("another node's clock may be that far ahead").isEqualTo(due);
    }

    @Test
    void a_node_that_is_behind_leaves_the_others_alone_until_it_is_right() {
        UUID right = written("SENDING");
        Instant lease = time(right, "lease_until");
        clock.advance(AHEAD.negated());
        looks.look();
        looks().look();
        assertThat(time(right, "lease_until")).isEqualTo(lease);
        clock.reset();
        clock.advance(AHEAD);
        UUID ahead = written("DUE");
        clock.reset();
        looks.look();
        waits(time(ahead, "due_at"));
    }

    @Test
    void what_commits_after_the_first_look_is_found_too() {
        clock.advance(AHEAD);
        looks.look();
        written("DUE");
        Instant ahead = clock.instant();
        clock.reset();
        looks.look();
        UUID late = written("DUE");
        jdbc.sql("update delivery set updated_at = :ahead, due_at = :ahead where id = :id").param("id", late)
                .param("ahead", Timestamp.from(ahead)).update();
        looks.look();
        assertThat(time(late, "due_at")).isBefore(Instant.now().plusSeconds(1));
    }
}
