package pk.rabta.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiRequest;
import pk.rabta.query.Cursor;
import pk.rabta.query.Filter;
import pk.rabta.time.Pakistan;

/** The numbers of earlier reports: of each partner and day the last. They hold no ids, so they tell of nobody. */
@Component
class StoredReports {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    StoredReports(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The numbers of one report. */
    record Stored(String partner, LocalDate day, LocalDate from, LocalDate to, JsonNode totals, JsonNode counts,
                  Instant madeAt) {

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("day", day.toString())
                    .put("from", from.toString()).put("to", to.toString()).put("madeAt", madeAt.toString());
            json.set("totals", totals);
            json.set("counts", counts);
            return json;
        }

        String cursor() {
            return Cursor.of(day.toEpochDay());
        }
    }

    /** Keeps a report in the caller's transaction, in place of an earlier one of the same day. */
    void keep(Report report) {
        jdbc.sql("""
                insert into reconciliation (partner_id, day, from_day, to_day, totals, counts, made_at)
                values (:partner, :day, :from, :to, cast(:totals as jsonb), cast(:counts as jsonb), :now)
                on conflict (partner_id, day) do update set from_day = excluded.from_day, to_day = excluded.to_day,
                  totals = excluded.totals, counts = excluded.counts, made_at = excluded.made_at""")
                .param("partner", report.partner()).param("day", Date.valueOf(Pakistan.day(report.madeAt())))
                .param("from", Date.valueOf(report.period().from())).param("to", Date.valueOf(report.period().to()))
                .param("totals", report.totals().into(JsonNodeFactory.instance.objectNode()).toString())
                .param("counts", ReportJson.counts(report.gaps().numbers()).toString())
                .param("now", Timestamp.from(report.madeAt())).update();
    }

    List<Stored> page(ApiRequest request, String partner, int limit) {
        return new Filter("partner_id = :partner").with("partner", partner)
                .and("day < date '1970-01-01' + cast(:before as int)", "before", Cursor.number(request, Integer.MAX_VALUE / 2))
                .on(jdbc, "select * from reconciliation where {where} order by day desc limit :limit")
                .param("limit", limit).query((row, n) -> stored(row)).list();
    }

    /** The newest of a partner, if any. */
    List<Stored> newest(String partner) {
        return jdbc.sql("select * from reconciliation where partner_id = :partner order by day desc limit 1")
                .param("partner", partner).query((row, n) -> stored(row)).list();
    }

    private Stored stored(ResultSet row) throws SQLException {
        return new Stored(row.getString("partner_id"), row.getObject("day", LocalDate.class),
                row.getObject("from_day", LocalDate.class), row.getObject("to_day", LocalDate.class),
                read(row.getString("totals")), read(row.getString("counts")), row.getTimestamp("made_at").toInstant());
    }

    private JsonNode read(String text) throws SQLException {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("A stored reconciliation is not JSON", e);
        }
    }
}
