package pk.rabta.query;

import java.util.LinkedHashMap;
import java.util.Map;
import pk.rabta.api.Caller;

/**
 * Which rows a tool sees: those of its own client, and of its token's office (or province, where it names no office).
 * A supervisor sees what any tool of the office did. Nobody sees a protected witness but the handler's own tool, and that
 * what it did itself, a supervisor's too. See src/adr/0024, 0018 and 0059.
 *
 * @param condition SQL over a table with client_id, office, province and withheld
 */
public record Visibility(String condition, Map<String, Object> parameters) {

    /** The rule for events {@code e} and who has no clearance: by what they are about, or by the person where that is gone. */
    public static final String SHOWN_EVENT = """
        not coalesce((select r.withheld from referral r where r.id = e.referral_id),
          (select c.withheld from case_file c where e.referral_id is null and c.id = e.case_id),
          (select c.withheld from consent c where c.id = e.detail ->> 'consentId'),
          (select 'WITNESS_PROTECTED' = any(p.flags) from person p where p.victim_id = e.victim_id), false)
        """;

    /** The rule for one caller and the table of that alias. */
    public static Visibility of(Caller caller, String alias) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("(");
        boolean supervisor = caller.has("referrals:correct") && caller.office() != null;
        String own = alias + ".client_id = :seesClient";
        if (!supervisor) {
            sql.append(own);
        }
        if (!supervisor || caller.cleared()) {
            parameters.put("seesClient", caller.clientId());
        }
        if (caller.office() != null) {
            sql.append(supervisor ? "" : " and ").append(alias).append(".office = :seesOffice");
            parameters.put("seesOffice", caller.office());
        } else if (caller.province() != null) {
            sql.append(" and ").append(alias).append(".province = :seesProvince");
            parameters.put("seesProvince", caller.province());
        }
        String shown = caller.cleared() ? supervisor ? " and (" + notHidden(alias) + " or " + own + ")" : ""
            : " and " + notHidden(alias);
        return new Visibility(sql + ")" + shown, parameters);
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
