package pk.rabta.operations;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the steps of referrals' clocks that are due: by partner and priority, so that no backlog is in another's way. */
@Component
class DueSteps {

    /** So many are taken of one partner and priority before it is the others' turn. */
    static final int PAGE = 20;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final ClockSettings settings;

    DueSteps(JdbcClient jdbc, ClockSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Where one partner's list of one priority goes on. Within a round nothing is read twice, whatever became of it. */
    record Turn(ClockSql.Kind kind, String partner, int priority, Instant after, UUID key) {}

    /** The ids whose turn it is, and where it goes on afterwards; null where nothing more is due. */
    record Page(List<String> ids, @Nullable Turn next) {}

    /**
     * The step that a referral's clock is to take.
     *
     * @param due when what is announced was or is due
     */
    record Late(String id, String step, @Nullable Instant due) {}

    private record Row(String id, UUID key, Instant at) {}

    /** Everybody's first turn, emergencies before all. */
    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (ClockSql.Kind kind : ClockSql.Kind.values()) {
            turns.addAll(jdbc.sql(kind.groups()).query((row, n) ->
                    new Turn(kind, row.getString(1), row.getInt(2), Instant.EPOCH, FIRST)).list());
        }
        turns.sort(Comparator.comparingInt(Turn::priority).reversed());
        return turns;
    }

    /** What is due, oldest first, {@value #PAGE} at most. */
    Page page(Turn turn, Instant now) {
        Instant until = turn.kind() == ClockSql.Kind.SILENCE ? now.minus(settings.heartbeat()) : now;
        List<Row> rows = jdbc.sql(turn.kind().page()).param("partner", turn.partner()).param("priority", turn.priority())
                .param("until", Timestamp.from(until)).param("after", Timestamp.from(turn.after())).param("key", turn.key())
                .param("page", PAGE).query((row, n) -> new Row(row.getString("id"), row.getObject("key", UUID.class),
                        row.getTimestamp("at").toInstant())).list();
        List<String> ids = rows.stream().map(Row::id).toList();
        return new Page(ids, rows.size() < PAGE ? null : new Turn(turn.kind(), turn.partner(), turn.priority(),
                rows.getLast().at(), rows.getLast().key()));
    }

    /** In the caller's transaction, looked at again under the lock: somebody may have acted, another node may be at it. */
    Optional<Late> take(String id, Instant now) {
        return jdbc.sql(ClockSql.TAKE).param("id", id).param("now", Timestamp.from(now))
                .param("silent", Timestamp.from(now.minus(settings.heartbeat()))).query((row, n) -> {
                    Timestamp due = row.getTimestamp("due");
                    return new Late(row.getString("id"), row.getString("step"), due == null ? null : due.toInstant());
                }).optional();
    }
}
