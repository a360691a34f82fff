package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.EmbeddedDatabase;

/** A version that had no table of progress knew where its polls had come to by what they had kept. */
class EarlierPollsTest {

    private final DataSource source = EmbeddedDatabase.shared().emptyDatabase().dataSource();

    @Test
    void a_poll_goes_on_after_the_update_where_it_was() {
        Flyway.configure().dataSource(source).target("32").load().migrate();
        JdbcClient jdbc = JdbcClient.create(source);
        kept(jdbc, "paused", "poll/2025-12-31T23:59:59.999Z/9/1/0123456789abcdef", "2026-01-01T00:00:01Z");
        kept(jdbc, "paused", "poll/2026-01-02T03:04:05.678Z/7/3/0123456789abcdef", "2026-01-02T03:04:05.678Z");
        kept(jdbc, "ahead", "poll/2026-01-02T03:04:05.000Z/7/3/0123456789abcdef", "2026-01-02T03:04:06Z");
        kept(jdbc, "ahead", "poll/2026-01-02T09:00:00.000Z/8/1/0123456789abcdef", "2026-01-02T03:04:06Z");
        kept(jdbc, "pushes", "notice-17", "2026-01-02T03:04:05Z");
        kept(jdbc, "pushes", "poll/of-its-own", "2026-01-02T03:04:05Z");
        kept(jdbc, "pushes", "poll/2026-02-31T25:61:61.000Z/of-its-own", "2026-03-01T03:04:05Z");
        kept(jdbc, "pushes", "poll/2026-02-28T03:04:05.000Z/of-its-own", "2026-03-01T03:04:05Z");
        jdbc.sql("update inbound_message set channel = 'rest' where partner_id = 'pushes'").update();
        Flyway.configure().dataSource(source).load().migrate();

        Map<String, Instant> reached = jdbc.sql("select partner_id, read_until from poll_progress")
                .query((row, n) -> Map.entry(row.getString(1), row.getTimestamp(2).toInstant())).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(reached).containsOnly(Map.entry("paused", Instant.parse("2026-01-02T03:04:05.678Z")),
                Map.entry("ahead", Instant.parse("2026-01-02T03:04:05Z")));
    }

    private static void kept(JdbcClient jdbc, String partner, String id, String received) {
        jdbc.sql("""
                with kept as (
                  insert into inbound_message (id, partner_id, message_id, channel, media_type, state, received_at)
                  values (gen_random_uuid(), :partner, :id, 'poll', 'application/json', 'APPLIED',
                    cast(:received as timestamptz)) returning *)
                insert into inbound_id (partner_id, message_id, content_hash, inbound_id)
                select partner_id, message_id, '\\x00', id from kept""")
                .param("partner", partner).param("id", id).param("received", received).update();
    }
}
