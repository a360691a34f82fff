package pk.rabta.query;

import java.util.LinkedHashMap;
import java.util.Map;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemType;

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

    /**
     * The rule for messages of partners {@code m} and who has no clearance: not one that tells of a witness, or of a case of
     * theirs.
     */
    public static final String SHOWN_MESSAGE = """
        not exists (select 1 from referral r join partner_event e on e.referral_id = r.id
            where r.withheld and e.inbound_id = m.id)
          and not exists (select 1 from referral w join referral r on r.partner_id = w.partner_id
              and r.partner_reference = w.partner_reference
            join partner_event e on e.referral_id = r.id where w.withheld and e.inbound_id = m.id)
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

    /** The rule for who may read of every tool and office; a protected witness does not exist for them without clearance. */
    public static Visibility ofAll(Caller caller, String alias) {
        return new Visibility(caller.cleared() ? "true" : notHidden(alias), Map.of());
    }

    /** The rule for everybody without clearance: a protected witness does not exist. */
    public static String notHidden(String alias) {
        return "not " + alias + ".withheld";
    }

    /** The partner that the token speaks for; 403 where it speaks for none. */
    public static String partnerOf(Caller caller) {
        if (caller.partner() == null) {
            throw ProblemType.FORBIDDEN.because("The token names no partner: ask the operator for the claim 'partner'.",
                    "ٹوکن میں کسی ادارے کا نام نہیں: منتظم سے دعویٰ 'partner' مانگیں۔");
        }
        return caller.partner();
    }

    /** The rule for partners: one never learns of what waits, or was taken back before it left, or of a protected witness. */
    public static String meantForPartner(String alias) {
        return "(" + alias + ".dispatched or " + alias + ".status = 'REQUESTED') and " + notHidden(alias);
    }

    /** The same for what hangs on a referral, by the SQL of that one's id; what hangs on none is shown. */
    public static String ofShownReferral(String referralId) {
        return "not exists (select 1 from referral withheld where withheld.withheld and withheld.id = " + referralId + ")";
    }
}
