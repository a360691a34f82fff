package pk.rabta.referral.partnerside;

import java.util.List;
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

/** Finds the referrals of one partner: its own, and only those that were meant to reach it. */
@Component
class PartnerReferrals {

    private static final String SELECT = "select r.* from referral r where {where}";

    private final JdbcClient jdbc;
    private final ReferralRows rows;

    PartnerReferrals(JdbcClient jdbc, ReferralRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Referral find(Caller caller, String id) {
        return of(caller).and("r.id = :id", "id", id).on(jdbc, SELECT).query(rows).optional()
                .orElseThrow(Absent::referral);
    }

    Referral lock(Caller caller, String id) {
        return of(caller).and("r.id = :id", "id", id).on(jdbc, SELECT + " for update of r").query(rows).optional()
                .orElseThrow(Absent::referral);
    }

    /** Oldest first. */
    List<Referral> list(ApiRequest request, int limit) {
        UUID after = Cursor.key(request);
        List<String> statuses = request.list("status");
        return of(request.caller())
                .and("r.status = any(:statuses)", "statuses",
                        statuses.isEmpty() ? null : statuses.toArray(String[]::new))
                .and("r.programme_id = :programme", "programme", request.textOrNull("programme"))
                .since("r.updated_at >= :since", request.textOrNull("updatedSince"))
                .and("r.key > :after", "after", after)
                .on(jdbc, SELECT + " order by r.key limit :limit").param("limit", limit).query(rows).list();
    }

    /** The partner read the content: it has the referral now, whatever becomes of the message. */
    void dispatched(Referral referral) {
        jdbc.sql("update referral set dispatched = true, read_here = true where id = :id and not read_here")
                .param("id", referral.id()).update();
    }

    private static Filter of(Caller caller) {
        return new Filter(Visibility.meantForPartner("r")).and("r.partner_id = :partner", "partner",
                Visibility.partnerOf(caller));
    }
}
