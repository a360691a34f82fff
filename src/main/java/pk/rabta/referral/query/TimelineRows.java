package pk.rabta.referral.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the history of one referral. */
@Component
class TimelineRows {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    TimelineRows(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One entry, as stored; {@code content} is sealed. */
    record Entry(long position, String type, @Nullable String transition, boolean implied, @Nullable String from,
                 @Nullable String to, String actor, @Nullable String actorId, JsonNode detail,
                 byte @Nullable [] content, Instant occurredAt, Instant recordedAt) {}

    List<Entry> of(String referralId, long after, int limit) {
        return jdbc.sql("""
                select * from referral_event where referral_id = :referral and position > :after
                order by position limit :limit""")
                .param("referral", referralId).param("after", after).param("limit", limit).query(this::row).list();
    }

    private Entry row(ResultSet row, int number) throws SQLException {
        try {
            return new Entry(row.getLong("position"), row.getString("type"), row.getString("transition"),
                    row.getBoolean("implied"), row.getString("from_status"), row.getString("to_status"),
                    row.getString("actor"), row.getString("actor_id"), json.readTree(row.getString("detail")),
                    row.getBytes("content"), row.getTimestamp("occurred_at").toInstant(),
                    row.getTimestamp("recorded_at").toInstant());
        } catch (JsonProcessingException e) {
            throw new SQLException("referral_event.detail is not JSON", e);
        }
    }
}
