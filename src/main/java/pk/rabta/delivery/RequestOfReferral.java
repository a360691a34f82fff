package pk.rabta.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/**
 * No referral is forgotten and none is sent twice: while it is REQUESTED, one message is on its way. Each look goes on where
 * the last one ended, partner by partner, and comes back to what it found.
 */
@Component
class RequestOfReferral implements Invariant {

    /** Referrals of a partner in one look: of 100,000 that wait each is seen within the hour. */
    private static final int SLICE = 300;
    private static final String LOOK = """
            select r.key, r.id, r.withheld, (select count(*) from delivery d where d.referral_id = r.id
              and d.kind = 'request' and d.state not in ('ACKED', 'VOIDED')) as open
            from referral r where r.status = 'REQUESTED' and\s""";
    /** The next of an index, and of these what fits: asked for what fits, the planner reads all that one partner has. */
    private static final String SLICED = """
            select key from (select partner_id, status, key from referral
              where (partner_id, status, key) > (:partner, 'REQUESTED', :after)
              order by partner_id, status, key limit :slice) next
            where partner_id = :partner and status = 'REQUESTED' order by key""";
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Map<String, UUID> seenUpTo = new HashMap<>();
    private List<String> wrong = List.of();

    RequestOfReferral(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "requested-has-one-request";
    }

    @Override
    public String meaning() {
        return "each referral that is REQUESTED has one request that is neither acknowledged nor voided";
    }

    @Override
    public String repair() {
        return "GET /v1/admin/deliveries?referral=<id>: with none, nothing goes out: have the officer cancel the referral"
                + " and refer anew; with several, pause the partner before the second leaves. Keep the log of that time";
    }

    @Override
    public List<Violation> violations(Instant now) {
        Map<String, Row> found = new LinkedHashMap<>();
        jdbc.sql(LOOK + "r.id = any(:ids) order by r.key").param("ids", wrong.toArray(String[]::new))
                .query(RequestOfReferral::row).list().forEach(row -> found.put(row.id(), row));
        partners().forEach(partner -> slice(partner).forEach(row -> found.put(row.id(), row)));
        List<Violation> violations = found.values().stream().filter(row -> row.open() != 1).limit(MOST)
                .map(row -> new Violation(row.id(), "has " + row.open(), row.withheld())).toList();
        wrong = violations.stream().map(Violation::object).toList();
        return violations;
    }

    /** Of referrals, not of profiles: one whose profile was taken away has referrals still. */
    private List<String> partners() {
        return jdbc.sql("""
                with recursive partner (id) as (
                  (select partner_id from referral order by partner_id limit 1)
                  union all
                  select (select r.partner_id from referral r where r.partner_id > p.id order by r.partner_id limit 1)
                  from partner p where p.id is not null)
                select id from partner where id is not null""").query(String.class).list();
    }

    private record Row(UUID key, String id, boolean withheld, long open) {}

    private List<Row> slice(String partner) {
        List<UUID> keys = jdbc.sql(SLICED).param("partner", partner)
                .param("after", seenUpTo.getOrDefault(partner, FIRST)).param("slice", SLICE).query(UUID.class).list();
        seenUpTo.put(partner, keys.size() < SLICE ? FIRST : keys.getLast());
        return jdbc.sql(LOOK + "r.key = any(:keys) order by r.key").param("keys", keys.toArray(UUID[]::new))
                .query(RequestOfReferral::row).list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getObject("key", UUID.class), row.getString("id"), row.getBoolean("withheld"), row.getLong("open"));
    }
}
