package pk.rabta.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.query.Visibility;

/** What is not settled yet, counted: for people who look after the hub, and for its metrics. Not what is withheld. */
@Component
public class Backlog {

    private static final String COUNTS = """
            select destination, queue, state, count(*) as number, min(created_at) as oldest from delivery d
            where state not in ('ACKED', 'VOIDED') and <shown> %s group by destination, queue, state
            order by destination, state""".replace("<shown>", Visibility.ofShownReferral("d.referral_id"));

    private final JdbcClient jdbc;

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** So many messages in one state for one destination, the oldest made at that time. */
    public record Count(String destination, String queue, DeliveryState state, long number, Instant oldest) {

        /** Whether they still wait to be taken over by the destination. */
        public boolean waiting() {
            return state != DeliveryState.SENT && state != DeliveryState.PARKED;
        }
    }

    /** Of every destination that has something unsettled. */
    public List<Count> all() {
        return jdbc.sql(COUNTS.formatted("")).query((row, n) -> count(row)).list();
    }

    /** Of one destination. */
    public List<Count> of(String destination) {
        return jdbc.sql(COUNTS.formatted("and destination = :destination")).param("destination", destination)
                .query((row, n) -> count(row)).list();
    }

    /** So many parked messages for one destination, by whose fault: what the hub could not make is its own. */
    public record Parked(String destination, boolean hubFault, long number) {}

    /** Parked messages of every destination that has some. */
    public List<Parked> parked() {
        return jdbc.sql("""
                select destination, coalesce(reason ->> 'code' in (:own), false) as own, count(*) as number from delivery d
                where state = 'PARKED' and <shown> group by 1, 2"""
                .replace("<shown>", Visibility.ofShownReferral("d.referral_id"))).param("own", DeliveryFault.HUB_FAULTS)
                .query((row, n) -> new Parked(row.getString("destination"), row.getBoolean("own"),
                        row.getLong("number"))).list();
    }

    /** When a destination last acknowledged something. */
    public Optional<Instant> lastSuccess(String destination) {
        return jdbc.sql("select max(settled_at) from delivery where destination = :destination and state = 'ACKED'")
                .param("destination", destination)
                .query((row, n) -> Optional.ofNullable(instant(row.getTimestamp(1)))).single();
    }

    private static Count count(ResultSet row) throws SQLException {
        return new Count(row.getString("destination"), row.getString("queue"),
                DeliveryState.valueOf(row.getString("state")), row.getLong("number"),
                row.getTimestamp("oldest").toInstant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
