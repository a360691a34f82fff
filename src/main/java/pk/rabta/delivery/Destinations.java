package pk.rabta.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is known of each destination: paused by a person, failing, asked with one message, or well. */
@Component
public class Destinations {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Destinations(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Where a destination's circuit is. */
    public enum Circuit { CLOSED, OPEN, HALF_OPEN }

    /**
     * A destination's state.
     *
     * @param failures  in a row
     * @param openUntil until when it is left alone
     */
    public record State(String id, boolean paused, @Nullable String pauseReason, @Nullable String pausedBy,
                        @Nullable Instant pausedAt, int failures, @Nullable Instant openUntil,
                        @Nullable Instant lastSuccess) {

        /** Whether its circuit is not closed. */
        boolean broken() {
            return openUntil != null;
        }

        /** The circuit at a time: open while left alone, half-open when that time is over. */
        public Circuit circuit(Instant now) {
            if (openUntil == null) {
                return Circuit.CLOSED;
            }
            return openUntil.isAfter(now) ? Circuit.OPEN : Circuit.HALF_OPEN;
        }
    }

    /** The state; of one that was never heard of, a fresh one. */
    public State get(String id) {
        return jdbc.sql("select * from destination_state where id = :id").param("id", id).query(Destinations::row)
                .optional().orElseGet(() -> new State(id, false, null, null, null, 0, null, null));
    }

    public List<State> all() {
        return jdbc.sql("select * from destination_state order by id").query(Destinations::row).list();
    }

    /** Stops sending to it until {@link #resume}. */
    public void pause(String id, String by, String reason, Instant now) {
        jdbc.sql("""
                insert into destination_state (id, paused, paused_by, pause_reason, paused_at, updated_at)
                values (:id, true, :by, :reason, :now, :now)
                on conflict (id) do update set paused = true, paused_by = :by, pause_reason = :reason,
                  paused_at = :now, updated_at = :now""")
                .param("id", id).param("by", by).param("reason", reason).param("now", Timestamp.from(now)).update();
    }

    /** Sends again, with a clean slate. */
    @Transactional
    public void resume(String id, Instant now) {
        Optional<State> before = lock(id, "true");
        jdbc.sql("""
                update destination_state set paused = false, paused_by = null, pause_reason = null, paused_at = null,
                  failures = 0, parks = 0, park_reason = null, open_until = null, updated_at = :now
                where id = :id""").param("id", id).param("now", Timestamp.from(now)).update();
        before.filter(State::broken).ifPresent(it -> events.publishEvent(new CircuitChanged(id, false, now)));
    }

    /** A message arrived. Writes only where there was trouble before, so that the good case costs nothing. */
    @Transactional
    void succeeded(String id, Instant now) {
        lock(id, "failures > 0 or parks > 0 or open_until is not null").ifPresent(before -> {
            jdbc.sql("""
                    update destination_state set failures = 0, parks = 0, park_reason = null, open_until = null,
                      last_success = :now, updated_at = :now
                    where id = :id""").param("id", id).param("now", Timestamp.from(now)).update();
            if (before.broken()) {
                events.publishEvent(new CircuitChanged(id, false, now));
            }
        });
    }

    /** A message failed for a reason that may pass. Whether that opened the circuit, which was closed until now. */
    @Transactional
    boolean failed(String id, int threshold, Duration probe, Instant now) {
        jdbc.sql("insert into destination_state (id, updated_at) values (:id, :now) on conflict (id) do nothing")
                .param("id", id).param("now", Timestamp.from(now)).update();
        // Locked before it is looked at: of failures at the same time, one opens the circuit.
        State before = lock(id, "true").orElseThrow();
        boolean broken = before.broken() || before.failures() + 1 >= threshold;
        jdbc.sql("""
                update destination_state set failures = failures + 1, updated_at = :now,
                  open_until = cast(:until as timestamptz)
                where id = :id""").param("id", id).param("now", Timestamp.from(now))
                .param("until", broken ? Timestamp.from(now.plus(probe)) : null).update();
        if (broken && !before.broken()) {
            events.publishEvent(new CircuitChanged(id, true, now));
        }
        return broken && !before.broken();
    }

    private Optional<State> lock(String id, String condition) {
        return jdbc.sql("select * from destination_state where id = :id and (" + condition + ") for update")
                .param("id", id).query(Destinations::row).optional();
    }

    /** A message was parked. Returns how many in a row were parked for that same reason. */
    int parked(String id, String reason, Instant now) {
        return jdbc.sql("""
                insert into destination_state (id, parks, park_reason, updated_at) values (:id, 1, :reason, :now)
                on conflict (id) do update set park_reason = :reason, updated_at = :now,
                  parks = case when destination_state.park_reason = :reason then destination_state.parks + 1 else 1 end
                returning parks""")
                .param("id", id).param("reason", reason).param("now", Timestamp.from(now))
                .query(Integer.class).single();
    }

    private static State row(ResultSet row, int number) throws SQLException {
        return new State(row.getString("id"), row.getBoolean("paused"), row.getString("pause_reason"),
                row.getString("paused_by"), instant(row, "paused_at"), row.getInt("failures"),
                instant(row, "open_until"), instant(row, "last_success"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
