package pk.rabta.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.query.Filter;
import pk.rabta.query.Visibility;

/** Finds consents for those who may see them. */
@Component
class ConsentRows {

    private static final String STATUS = "case when c.status = 'ACTIVE' and c.valid_to <= :now then 'EXPIRED' "
            + "when c.status = 'ACTIVE' and c.review_at <= :now then 'REVIEW_DUE' else c.status end";
    private static final String SELECT = "select c.*, " + STATUS + " as status_now from consent c where {where}";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ConsentRows(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<ConsentRow> find(Caller caller, String id, Instant now) {
        return new Filter(Visibility.of(caller, "c")).and("c.id = :id", "id", id).on(jdbc, SELECT)
                .param("now", Timestamp.from(now)).query(this::row).optional();
    }

    /** Of one person, newest first. */
    List<ConsentRow> of(Caller caller, String victimId, @Nullable String status, @Nullable List<String> after,
                        int limit, Instant now) {
        Filter filter = new Filter(Visibility.of(caller, "c")).and("c.victim_id = :victim", "victim", victimId)
                .and(STATUS + " = :status", "status", status);
        if (after != null) {
            filter.and("(c.created_at, c.id) < (cast(:afterTime as timestamptz), :afterId)", "afterTime",
                    after.getFirst()).with("afterId", after.getLast());
        }
        return filter.on(jdbc, SELECT + " order by c.created_at desc, c.id desc limit :limit")
                .param("now", Timestamp.from(now)).param("limit", limit).query(this::row).list();
    }

    private ConsentRow row(ResultSet row, int number) throws SQLException {
        try {
            return new ConsentRow(row.getString("id"), row.getString("victim_id"), row.getString("basis"),
                    row.getString("status_now"), row.getString("given_by"), row.getString("capacity"),
                    list(row, "purposes"), list(row, "recipients"),
                    list(row, "data_scopes"), row.getString("language"), row.getString("method"),
                    json.readTree(row.getString("restrictions")),
                    row.getString("witness"), row.getString("reviewed_by"), row.getBytes("words"),
                    row.getTimestamp("valid_from").toInstant(), time(row, "valid_to"), time(row, "review_at"),
                    row.getString("extended_by"), time(row, "extended_at"), time(row, "withdrawn_at"),
                    list(row, "withdrawn_recipients"), list(row, "withdrawn_purposes"),
                    row.getTimestamp("created_at").toInstant(), row.getString("vso"), row.getLong("version"));
        } catch (JsonProcessingException e) {
            throw new SQLException("a consent's column is not JSON", e);
        }
    }

    private static List<String> list(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
