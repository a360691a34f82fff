package pk.rabta.sandbox.faults;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import pk.rabta.sandbox.Database;

/** What the hub's own database says about the messages of some referrals, for whoever looks why one was lost. */
final class Messages {

    private final JdbcClient jdbc;

    Messages(Database database) {
        jdbc = JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    /** How many messages about these are still on their way: until then one may arrive a second time. */
    long open(List<Traffic.Accepted> referrals) {
        return jdbc.sql("""
                select count(*) from delivery where referral_id in (:ids)
                  and state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT')
                """).param("ids", ids(referrals)).query(Long.class).single();
    }

    /** Partners that the hub paused. */
    List<String> paused() {
        return jdbc.sql("select id from destination_state where paused").query(String.class).list();
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
