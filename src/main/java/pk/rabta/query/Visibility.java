package pk.rabta.query;

import java.util.LinkedHashMap;
import java.util.Map;
import pk.rabta.api.Caller;

/**
 * Which rows a tool sees: those of its own client, and of its token's office (or province, where it names no office).
 * A supervisor sees what any tool of the office did. Nobody sees a protected witness but the handler's own tool, and that
 * what it did itself. See src/adr/0024, 0018 and 0059.
 *
 * @param condition SQL over a table with client_id, office, province and withheld
 */
public record Visibility(String condition, Map<String, Object> parameters) {

    /** The rule for one caller and the table of that alias. */
    public static Visibility of(Caller caller, String alias) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("(");
        boolean supervisor = caller.has("referrals:correct") && caller.office() != null;
        if (!supervisor) {
            sql.append(alias).append(".client_id = :seesClient");
            parameters.put("seesClient", caller.clientId());
        }
        if (caller.office() != null) {
            sql.append(supervisor ? "" : " and ").append(alias).append(".office = :seesOffice");
            parameters.put("seesOffice", caller.office());
        } else if (caller.province() != null) {
            sql.append(" and ").append(alias).append(".province = :seesProvince");
            parameters.put("seesProvince", caller.province());
        }
        return new Visibility(sql + ")" + (caller.cleared() ? "" : " and " + notHidden(alias)), parameters);
    }

    /** The rule for who may read of every tool and office; a protected witness does not exist for them without clearance. */
    public static Visibility ofAll(Caller caller, String alias) {
        return new Visibility(caller.cleared() ? "true" : notHidden(alias), Map.of());
    }

    /** The rule for everybody without clearance: a protected witness does not exist. */
    public static String notHidden(String alias) {
        return "not " + alias + ".withheld";
    }

    /** The same for what hangs on a referral, by the SQL of that one's id; what hangs on none is shown. */
    public static String ofShownReferral(String referralId) {
        return "not exists (select 1 from referral withheld where withheld.withheld and withheld.id = " + referralId + ")";
    }
}
