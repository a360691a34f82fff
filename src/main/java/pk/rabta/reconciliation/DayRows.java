package pk.rabta.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.time.Pakistan;

/** Counts a partner's referrals by the day on which they were accepted. Looks at those of the days only, by their keys. */
@Component
class DayRows {

    /** The keys bound what is looked at, in whichever index; by all statuses that of the partner's referrals serves too. */
    private static final String SQL = """
            select day, count(*) as accepted, count(*) filter (where dispatched) as sent,
              count(*) filter (where known) as acknowledged, count(*) filter (where answered) as answered,
              count(*) filter (where open and dispatched and not parked) as unanswered,
              count(*) filter (where open and parked) as parked,
              count(*) filter (where open and not dispatched and not parked) as waiting,
              count(*) filter (where expired and dispatched) as expired,
              count(*) filter (where not open and not answered and not (expired and dispatched)) as voided,
              min(created_at) filter (where open and dispatched and not parked) as oldest_unanswered,
              min(created_at) filter (where open and parked) as oldest_parked,
              min(created_at) filter (where open and not dispatched and not parked) as oldest_waiting
            from (select cast(r.created_at at time zone :zone as date) as day, r.created_at, r.dispatched,
                coalesce(r.acked_at, r.accepted_at, r.partner_told_at) is not null as known,
                r.status in ('COMPLETED', 'REJECTED', 'FAILED') as answered, r.status = 'EXPIRED' as expired,
                r.status not in ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR') as open,
                r.id in (select d.referral_id from delivery d where d.destination = :partner and d.kind = 'request'
                  and d.state = 'PARKED' and d.referral_id is not null) as parked
              from referral r
              where r.partner_id = :partner and r.status in ('WAITING', 'REQUESTED', 'RECEIVED', 'ACCEPTED', 'IN_PROGRESS',
                  'ON_HOLD', 'CANCELLATION_REQUESTED', 'COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED',
                  'ENTERED_IN_ERROR')
                and r.key >= :firstKey and r.key < :endKey and r.created_at >= :start and r.created_at < :end
                and <referral>) of
            group by day""";

    private final JdbcClient jdbc;

    DayRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every day of the period, in order; also those on which nothing was accepted. */
    SortedMap<LocalDate, Day> of(String partner, Period period, Whose whose) {
        SortedMap<LocalDate, Day> days = new TreeMap<>();
        period.days().forEach(day -> days.put(day, Day.NONE));
        jdbc.sql(whose.in(SQL)).param("partner", partner).param("zone", Pakistan.ZONE.getId())
                .param("firstKey", period.firstKey()).param("endKey", period.endKey())
                .param("start", Timestamp.from(period.start())).param("end", Timestamp.from(period.end()))
                .query((row, n) -> days.put(row.getObject("day", LocalDate.class), day(row))).list();
        return days;
    }

    private static Day day(ResultSet row) throws SQLException {
        return new Day(row.getLong("accepted"), row.getLong("sent"), row.getLong("acknowledged"), row.getLong("answered"),
                row.getLong("unanswered"), row.getLong("parked"), row.getLong("waiting"), row.getLong("expired"),
                row.getLong("voided"),
                new Open(time(row, "oldest_unanswered"), time(row, "oldest_parked"), time(row, "oldest_waiting")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
