package pk.rabta.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiRequest;
import pk.rabta.query.Cursor;
import pk.rabta.query.Filter;
import pk.rabta.query.Visibility;

/** Finds cases for those who may see them. */
@Component
class CaseRows {

    private static final String SELECT = "select c.* from case_file c where {where}";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    CaseRows(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<CaseRow> find(ApiRequest request) {
        return new Filter(Visibility.of(request.caller(), "c")).and("c.id = :id", "id", request.id())
                .on(jdbc, SELECT).query(this::row).optional();
    }

    /** Newest first. */
    List<CaseRow> list(ApiRequest request, int limit) {
        UUID after = Cursor.key(request);
        return new Filter(Visibility.of(request.caller(), "c"))
                .and("c.victim_id = :victim", "victim", request.textOrNull("victim"))
                .and("c.status = :status", "status", request.textOrNull("status"))
                .since("c.updated_at >= :since", request.textOrNull("updatedSince"))
                .and("c.key < :after", "after", after)
                .on(jdbc, SELECT + " order by c.key desc limit :limit").param("limit", limit)
                .query(this::row).list();
    }

    /** The referrals of these cases, by case, in the order in which they go out. */
    Map<String, List<CaseRow.Member>> members(Collection<String> cases) {
        return jdbc.sql("""
                select case_id, id, programme_id, partner_id, status, business_status, outcome ->> 'code' as outcome,
                  updated_at
                from referral where case_id = any(:cases) order by priority desc, key""")
                .param("cases", cases.toArray(String[]::new))
                .query((row, n) -> new CaseRow.Member(row.getString("case_id"), row.getString("id"),
                        row.getString("programme_id"), row.getString("partner_id"), row.getString("status"),
                        row.getString("business_status"), row.getString("outcome"),
                        row.getTimestamp("updated_at").toInstant()))
                .list().stream().collect(Collectors.groupingBy(CaseRow.Member::caseId));
    }

    private CaseRow row(ResultSet row, int number) throws SQLException {
        try {
            return new CaseRow(row.getObject("key", UUID.class), row.getString("id"), row.getString("victim_id"),
                    row.getString("consent_id"), row.getString("status"),
                    List.of((String[]) row.getArray("waiting_for").getArray()), row.getString("reason"),
                    json.readTree(row.getString("needs")),
                    row.getString("vso"), row.getString("office"), row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("updated_at").toInstant(), row.getLong("version"));
        } catch (JsonProcessingException e) {
            throw new SQLException("case_file.needs is not JSON", e);
        }
    }
}
