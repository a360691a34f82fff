package pk.rabta.query;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The partners that have referrals: of referrals, not of profiles, since one whose profile was taken away has some still. */
public final class ReferredPartners {

    /** Hops from one to the next along an index, however many referrals each has. */
    private static final String SQL = """
            with recursive partner (id) as (
              (select partner_id from referral order by partner_id limit 1)
              union all
              select (select r.partner_id from referral r where r.partner_id > p.id order by r.partner_id limit 1)
              from partner p where p.id is not null)
            select id from partner where id is not null""";

    private ReferredPartners() {}

    public static List<String> in(JdbcClient jdbc) {
        return jdbc.sql(SQL).query(String.class).list();
    }
}
