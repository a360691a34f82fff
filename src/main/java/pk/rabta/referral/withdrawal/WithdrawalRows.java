package pk.rabta.referral.withdrawal;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.query.Filter;
import pk.rabta.query.Visibility;

/** What a withdrawal looks up besides referrals. */
@Component
class WithdrawalRows {

    private final JdbcClient jdbc;

    WithdrawalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean visible(Caller caller, String consentId) {
        return new Filter(Visibility.of(caller, "c")).and("c.id = :id", "id", consentId)
                .on(jdbc, "select exists (select 1 from consent c where {where})").query(Boolean.class).single();
    }

    /** Referrals of which a message is on its way at this moment, or was and nobody knows whether it arrived. */
    Set<String> leaving(String consentId) {
        return Set.copyOf(jdbc.sql("""
                select distinct d.referral_id from delivery d join referral r on r.id = d.referral_id
                where r.consent_id = :consent and d.kind in ('request', 'update') and d.state not in ('ACKED', 'SENT')
                  and (d.state in ('SENDING', 'IN_DOUBT') or exists (select 1 from delivery_attempt a
                    where a.delivery_id = d.id and a.result = 'IN_DOUBT'))""")
                .param("consent", consentId).query(String.class).list());
    }
}
