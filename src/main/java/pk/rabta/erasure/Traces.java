package pk.rabta.erasure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.protection.LookupHash;
import pk.rabta.referral.Referrals;

/** What stands in the way of an erasure, and what it does not reach. */
@Component
class Traces {

    private final JdbcClient jdbc;
    private final LookupHash hash;
    private final Referrals referrals;

    Traces(JdbcClient jdbc, LookupHash hash, Referrals referrals) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.referrals = referrals;
    }

    boolean anyOpen(String person) {
        return !referrals.openOfPerson(person).isEmpty() || !pendingCases(person).isEmpty() || !unsettled(person).isEmpty();
    }

    /** Whether anything was recorded about them after that time. */
    boolean recordedSince(String person, Instant time) {
        return jdbc.sql("select exists (select 1 from audit_leaf where subject = :subject and recorded_at > :time)")
                .param("subject", hash.pseudonym(person)).param("time", Timestamp.from(time)).query(Boolean.class).single();
    }

    /** Ids of cases that still look for their programmes. */
    List<String> pendingCases(String person) {
        return jdbc.sql("select id from case_file where victim_id = :person and status = 'matching-pending' order by key")
                .param("person", person).query(String.class).list();
    }

    /** Ids of messages that are not settled: they would have to be built, or asked about. Events hold ids only. */
    List<String> unsettled(String person) {
        return jdbc.sql("""
                select d.id::text from delivery d join referral r on r.id = d.referral_id where r.victim_id = :person
                  and d.kind <> 'event'
                  and d.state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT', 'PARKED') order by d.sequence""")
                .param("person", person).query(String.class).list();
    }

    /** Partners that were told something and keep it: they are to be asked by hand, by the referral's id. */
    void told(String person, ObjectNode into) {
        var list = into.putArray("toTellByHand");
        jdbc.sql("""
                select a.referral_id, a.detail ->> 'to' as partner, min(a.recorded_at) as first from audit_leaf a
                where a.subject = :subject and a.type = 'disclosure' group by 1, 2 order by 3""")
                .param("subject", hash.pseudonym(person)).query((row, n) -> JsonNodeFactory.instance.objectNode()
                        .put("referralId", row.getString(1)).put("partner", row.getString(2))
                        .put("disclosedAt", row.getTimestamp(3).toInstant().toString())).list().forEach(list::add);
    }
}
