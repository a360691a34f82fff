package pk.rabta.delivery;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;
import pk.rabta.query.Visibility;

/** Each attempt is reported, or its lease ends and it is in doubt: nothing is being sent for ever. */
@Component
class AttemptsEnd implements Invariant {

    /** {@link Recovery} looks every few seconds; so much later it does not. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final JdbcClient jdbc;

    AttemptsEnd(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "attempts-end";
    }

    @Override
    public String meaning() {
        return "an attempt whose lease is over is settled or in doubt";
    }

    @Override
    public String repair() {
        return "Route relay-recover in GET /v1/admin/routes, and its lines in the log about this delivery: it says what keeps it"
                + " from judging. Nothing is sent twice meanwhile";
    }

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        return jdbc.sql("select d.id, d.lease_until, not " + Visibility.ofShownReferral("d.referral_id") + """
                 as hidden from delivery d where d.state = 'SENDING' and d.lease_until < :before
                order by d.lease_until limit :most""")
                .param("before", Timestamp.from(now.minus(BOUND))).param("most", MOST)
                .query((row, n) -> new Violation(row.getString("id"), "is being sent, its lease ended at "
                        + row.getTimestamp("lease_until").toInstant(), row.getBoolean("hidden"))).list();
    }
}
