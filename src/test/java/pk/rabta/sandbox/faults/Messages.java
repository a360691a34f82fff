package pk.rabta.sandbox.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.Database;

/** What the hub's own database says about the messages of some referrals, for whoever looks why one was lost. */
final class Messages {

    private final JdbcClient jdbc;

    Messages(Database database) {
        jdbc = JdbcClient.create(database.unpooled());
    }

    /** How many messages about these are still on their way: until then one may arrive a second time. */
    long open(List<Traffic.Accepted> referrals) {
        return jdbc.sql("""
                select count(*) from delivery where referral_id in (:ids)
                  and state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT')
                """).param("ids", ids(referrals)).query(Long.class).single();
    }

    /** Partners that the hub paused, each with the reason. */
    Map<String, String> paused() {
        return pairs("select id, coalesce(pause_reason, '') from destination_state where paused", String.class);
    }

    /** How many calls to each partner failed in a row by now: messages, look-ups, and looks into its folders. */
    Map<String, Long> failures() {
        return pairs("""
                select id, sum(failures) from (select id, failures from destination_state
                  union all select partner_id, failures from partner_call) each group by id
                """, Long.class);
    }

    /** How many attempts at each partner lasted that long before they failed. */
    Map<String, Long> failedAfter(Duration time) {
        return pairs("""
                select d.destination, count(*) from delivery_attempt a join delivery d on d.id = a.delivery_id
                where a.fault is not null and a.finished_at - a.started_at >= interval '%d ms' group by 1
                """.formatted(time.toMillis()), Long.class);
    }

    /** How many attempts there were so far, of all messages. */
    long attempts() {
        return jdbc.sql("select count(*) from delivery_attempt").query(Long.class).single();
    }

    /** Attempts whose lease ended so long ago, and which nobody has looked at since. */
    List<String> leftAlone(Duration since) {
        return jdbc.sql("""
                select referral_id from delivery where state = 'SENDING' and lease_until < now() - interval '%d ms'
                """.formatted(since.toMillis())).query(String.class).list();
    }

    /** How many referrals wait for something, such as the registry. */
    long waiting() {
        return jdbc.sql("select count(*) from referral where status = 'WAITING'").query(Long.class).single();
    }

    /** Referrals that no officer was told of. */
    List<String> unaccepted(Set<String> accepted) {
        return jdbc.sql("select id from referral").query(String.class).list().stream()
                .filter(id -> !accepted.contains(id)).toList();
    }

    /** Persons with two referrals to one programme, by number. */
    long twice() {
        return jdbc.sql("""
                select count(*) from (select 1 from referral group by victim_id, programme_id having count(*) > 1) twice
                """).query(Long.class).single();
    }

    private <T> Map<String, T> pairs(String sql, Class<T> type) {
        Map<String, T> pairs = new TreeMap<>();
        jdbc.sql(sql).query(row -> {
            pairs.put(row.getString(1), type.cast(type == Long.class ? (Object) row.getLong(2) : row.getString(2)));
        });
        return pairs;
    }

    private static List<String> ids(List<Traffic.Accepted> referrals) {
        return referrals.stream().map(Traffic.Accepted::id).toList();
    }

    /** A line for each message that was sent more than once or did not arrive, without personal data. */
    String about(List<Traffic.Accepted> referrals) {
        return jdbc.sql("""
                select concat_ws(' ', referral_id, queue, kind, message, state, attempts, reason, (select string_agg(
                         concat_ws('/', number, started_at, finished_at - started_at, result, status, fault), ' ' order by number, id)
                       from delivery_attempt where delivery_id = delivery.id))
                from delivery where referral_id in (:ids) and (state <> 'ACKED' or attempts > 1) order by sequence
                """).param("ids", ids(referrals)).query(String.class).list().stream()
                .collect(Collectors.joining("\n"));
    }
}
