package pk.rabta.breakglass;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose a message is. */
@Component
class Whose {

    private final JdbcClient jdbc;

    Whose(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The persons of a delivery: one, or nobody. */
    Set<String> delivery(UUID id) {
        return persons("select r.victim_id from delivery d join referral r on r.id = d.referral_id where d.id = :id", id);
    }

    /**
     * The persons whose referrals an inbound message spoke of, with all whom the partner linked to the same case. Nobody
     * where anything in it did not count: only what counted leaves a trace of whom it was about, so that it may tell of
     * anybody.
     */
    Set<String> inbound(UUID id) {
        return persons("""
                with told as materialized (
                  select r.partner_id, r.partner_reference, r.victim_id
                  from partner_event e join referral r on r.id = e.referral_id where e.inbound_id = :id),
                counted as materialized (
                  select t.* from told t join inbound_message m on m.id = :id
                  where m.state = 'APPLIED' and m.refused = 0 and m.applied = (select count(*) from told))
                select victim_id from counted
                union
                select r.victim_id from counted c join referral r
                  on r.partner_id = c.partner_id and r.partner_reference = c.partner_reference""", id);
    }

    /** Whether one of them is under witness protection. */
    boolean anyProtected(Set<String> persons) {
        return jdbc.sql("""
                select exists (select 1 from person where victim_id = any(:persons)
                  and 'WITNESS_PROTECTED' = any(flags))""")
                .param("persons", persons.toArray(String[]::new)).query(Boolean.class).single();
    }

    private Set<String> persons(String sql, UUID id) {
        return new TreeSet<>(jdbc.sql(sql).param("id", id).query(String.class).list());
    }
}
