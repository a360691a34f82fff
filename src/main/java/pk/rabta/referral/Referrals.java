package pk.rabta.referral;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds referrals. */
@Component
public class Referrals {

    private final JdbcClient jdbc;
    private final ReferralRows rows;

    Referrals(JdbcClient jdbc, ReferralRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    public Optional<Referral> find(String id) {
        return jdbc.sql("select * from referral where id = :id").param("id", id).query(rows).optional();
    }

    /** Locks one, to change it. */
    public Optional<Referral> lock(String id) {
        return jdbc.sql("select * from referral where id = :id for update").param("id", id).query(rows).optional();
    }

    /** Nothing of it left: its partner knows nothing of it, unless it read it here or answered. */
    public void unsent(String id) {
        jdbc.sql("""
                update referral set dispatched = false where id = :id and dispatched and not read_here
                  and status in ('REQUESTED', 'CANCELLATION_REQUESTED', 'ENTERED_IN_ERROR')
                  and coalesce(acked_at, accepted_at, partner_told_at) is null and partner_reference is null""")
                .param("id", id).update();
    }

    /** The newest one to which the partner gave that reference. */
    public Optional<Referral> byPartnerReference(String partner, String reference) {
        return jdbc.sql("""
                select * from referral where partner_id = :partner and partner_reference = :reference
                order by key desc limit 1""")
                .param("partner", partner).param("reference", reference).query(rows).optional();
    }

    /** The newest one that left for the partner about the person of that token: it answers what it was asked last. */
    public Optional<Referral> ofToken(String partner, String token) {
        return jdbc.sql("""
                select r.* from referral r join person p on p.victim_id = r.victim_id
                where p.token = :token and r.partner_id = :partner and r.dispatched order by r.key desc limit 1""")
                .param("token", token).param("partner", partner).query(rows).optional();
    }

    /**
     * The ids of those that the partner linked to a case, oldest first: the open ones, for an ended one must not keep
     * the others from the news; where all have ended, all.
     */
    public List<String> ofCase(String partner, String caseKey) {
        return jdbc.sql("""
                with linked as (select id, key, status in
                    ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR') as ended
                  from referral where partner_id = :partner and partner_reference = :case)
                select id from linked where not ended or not exists (select 1 from linked where not ended)
                order by key""")
                .param("partner", partner).param("case", caseKey).query(String.class).list();
    }

    /** All of a consent that may still change. */
    public List<Referral> openOfConsent(String consentId) {
        return jdbc.sql("""
                select * from referral where consent_id = :consent and status not in
                  ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR')
                order by key""").param("consent", consentId).query(rows).list();
    }

    /** Ids of those of a person that have not ended, oldest first. */
    public List<String> openOfPerson(String victimId) {
        return jdbc.sql("""
                select id from referral where victim_id = :victim and status not in
                  ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR') order by key""")
                .param("victim", victimId).query(String.class).list();
    }

    /** Whether a newer referral took its place: one that says so, or another open one of the person to the programme. */
    public boolean replaced(String id) {
        return jdbc.sql("""
                select exists (select 1 from referral where replaces = :id) or exists (
                  select 1 from referral r join referral other on other.victim_id = r.victim_id
                    and other.programme_id = r.programme_id and other.id <> r.id and other.status not in
                      ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR')
                  where r.id = :id)""").param("id", id).query(Boolean.class).single();
    }
}
