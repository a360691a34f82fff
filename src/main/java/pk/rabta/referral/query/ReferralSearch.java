package pk.rabta.referral.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.query.Absent;
import pk.rabta.query.Cursor;
import pk.rabta.query.Filter;
import pk.rabta.query.Visibility;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralRows;

/** Finds referrals for the tools that may see them. */
@Component
public class ReferralSearch {

    private static final String SELECT = """
            select r.*, (select s.id from referral s where s.replaces = r.id limit 1) as replaced_by,
              array(select d.document_id from referral_document d where d.referral_id = r.id
                order by d.attached_at, d.document_id) as documents
            from referral r where {where}""";

    private final JdbcClient jdbc;
    private final ReferralRows rows;

    ReferralSearch(JdbcClient jdbc, ReferralRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** One referral, if the caller may see it. */
    public Optional<FoundReferral> find(Caller caller, String id) {
        return new Filter(Visibility.of(caller, "r")).and("r.id = :id", "id", id).on(jdbc, SELECT)
                .query(this::found).optional();
    }

    /** Locks one to change it; 404 where the caller may not see it. */
    public Referral lock(Caller caller, String id) {
        return new Filter(Visibility.of(caller, "r")).and("r.id = :id", "id", id)
                .on(jdbc, "select r.* from referral r where {where} for update of r").query(rows).optional()
                .orElseThrow(Absent::referral);
    }

    /** Newest first. */
    List<FoundReferral> list(ApiRequest request, int limit) {
        UUID after = Cursor.key(request);
        List<String> statuses = request.list("status");
        return new Filter(Visibility.of(request.caller(), "r"))
                .and("r.victim_id = :victim", "victim", request.textOrNull("victim"))
                .and("r.case_id = :case", "case", request.textOrNull("case"))
                .and("r.status = any(:statuses)", "statuses",
                        statuses.isEmpty() ? null : statuses.toArray(String[]::new))
                .and("r.programme_id = :programme", "programme", request.textOrNull("programme"))
                .and("r.partner_id = :partner", "partner", request.textOrNull("partner"))
                .since("r.updated_at >= :since", request.textOrNull("updatedSince"))
                .and("r.key < :after", "after", after)
                .on(jdbc, SELECT + " order by r.key desc limit :limit").param("limit", limit)
                .query(this::found).list();
    }

    /** The programmes to which a person was ever referred, as far as the caller may see it. */
    List<String> tried(Caller caller, String victimId) {
        return new Filter(Visibility.of(caller, "r")).and("r.victim_id = :victim", "victim", victimId)
                .on(jdbc, "select distinct r.programme_id from referral r where {where}").query(String.class).list();
    }

    private FoundReferral found(ResultSet row, int number) throws SQLException {
        return new FoundReferral(rows.mapRow(row, number), row.getString("replaced_by"),
                List.of((String[]) row.getArray("documents").getArray()));
    }
}
