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
import pk.rabta.query.ReferredPartners;

/**
 * No referral is forgotten and none is sent twice: while it is REQUESTED, one message is on its way. Each look goes on where
 * the last one of this node ended, partner by partner, and comes back to what was found before.
 */
@Component
class RequestOfReferral implements Invariant {

    /** Referrals of a partner in one look: of 1,000,000 that wait each is seen within the hour. */
    static final int SLICE = 3_000;
    private static final String LOOK = """
            select r.key, r.id, r.withheld, (select count(*) from delivery d where d.referral_id = r.id
              and d.kind = 'request' and d.state not in ('ACKED', 'VOIDED')) as open
            from <referrals> r""";
    private static final String KNOWN = LOOK.replace("<referrals>",
            "(select key, id, withheld from referral where status = 'REQUESTED' and id = any(:ids))");
    /** A piece of an index: asked for a partner and a status, the planner reads all that one partner has, and sorts it. */
    private static final String SLICED = LOOK.replace("<referrals>", """
            (select key, id, withheld from referral where (partner_id, status, key) > (:partner, 'REQUESTED', :after)
              and (partner_id, status, key) <= (:partner, 'REQUESTED', :last)
            order by partner_id, status, key limit :slice)""") + " order by r.key";
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final Map<String, UUID> seenUpTo = new HashMap<>();

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
        return "GET /v1/admin/deliveries?referral=<id>: with several, pause the partner before the second leaves. With none,"
                + " nothing goes out: first ask the partner whether it has the referral, for cancelling would withdraw a person"
                + " whom it may be helping. If it has it (a request that is ACKED says so), leave it: the partner's next message"
                + " about it mends it. Only if it has not: have the officer cancel and refer anew. Keep the log of that time";
    }

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        Map<String, Row> found = new LinkedHashMap<>();
        jdbc.sql(KNOWN).param("ids", known.toArray(String[]::new))
                .query(RequestOfReferral::row).list().forEach(row -> found.put(row.id(), row));
        ReferredPartners.in(jdbc).forEach(partner -> slice(partner).forEach(row -> found.put(row.id(), row)));
        return found.values().stream().filter(row -> row.open() != 1).limit(MOST)
                .map(row -> new Violation(row.id(), "has " + row.open(), row.withheld())).toList();
    }

    private record Row(UUID key, String id, boolean withheld, long open) {}

    private List<Row> slice(String partner) {
        List<Row> rows = jdbc.sql(SLICED).param("partner", partner).param("last", LAST)
                .param("after", seenUpTo.getOrDefault(partner, FIRST)).param("slice", SLICE)
                .query(RequestOfReferral::row).list();
        seenUpTo.put(partner, rows.size() < SLICE ? FIRST : rows.getLast().key());
        return rows;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getObject("key", UUID.class), row.getString("id"), row.getBoolean("withheld"), row.getLong("open"));
    }
}
