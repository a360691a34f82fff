package pk.rabta.bench;

import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the hub's database says of the messages to one partner. */
final class Backlog {

    private final JdbcClient jdbc;
    private final String partner;

    Backlog(JdbcClient jdbc, String partner) {
        this.jdbc = jdbc;
        this.partner = partner;
    }

    /** When its breaker opened, seen within so long. */
    Instant opened(Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofMillis(50)).until(this::isOpen);
        return Instant.now();
    }

    private boolean isOpen() {
        return jdbc.sql("select exists (select 1 from destination_state where id = :partner and open_until is not null)")
                .param("partner", partner).query(Boolean.class).single();
    }

    long waiting() {
        return jdbc.sql("select count(*) from delivery where destination = :partner and state in ('DUE', 'RETRY', 'PUBLISHED')")
                .param("partner", partner).query(Long.class).single();
    }

    long taken() {
        return jdbc.sql("select count(*) from delivery where destination = :partner and state = 'ACKED'")
                .param("partner", partner).query(Long.class).single();
    }

    /** As if all had been withdrawn. */
    void empty() {
        jdbc.sql("""
                update delivery set state = 'VOIDED' where destination = :partner and state in ('DUE', 'RETRY', 'PUBLISHED')""")
                .param("partner", partner).update();
    }

    /** Milliseconds from acceptance to the partner's acknowledgement, of what was accepted since, in order of length. */
    List<Double> millis(Instant since, int count) {
        String of = " from delivery where destination = :partner and kind = 'request' and created_at >= :since and state = 'ACKED'";
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500)).until(() -> jdbc.sql("select count(*)" + of)
                .param("partner", partner).param("since", Timestamp.from(since)).query(Long.class).single() >= count);
        return jdbc.sql("select extract(epoch from settled_at - created_at) * 1000 as ms" + of + " order by ms")
                .param("partner", partner).param("since", Timestamp.from(since)).query(Double.class).list();
    }

    /** A referral's id and its consent's. */
    record Referral(String id, String consent) {}

    /** Those that would go out next, of what was not tried yet. */
    List<Referral> next(int count) {
        return jdbc.sql("""
                select r.id, r.consent_id from delivery d join referral r on r.id = d.referral_id
                where d.destination = :partner and d.state in ('DUE', 'PUBLISHED')
                order by d.priority desc, d.sequence limit :count""")
                .param("partner", partner).param("count", count)
                .query((row, n) -> new Referral(row.getString(1), row.getString(2))).list();
    }

    /** As if all notices had been given, and the last time for them were over; waits for the hub's clocks. */
    void expire(List<Referral> referrals) {
        String[] ids = referrals.stream().map(Referral::id).toArray(String[]::new);
        jdbc.sql("""
                update referral set sla_stage = 'escalated', escalate_at = null, expire_at = now() - interval '1 minute'
                where id = any(:ids)""").param("ids", ids).update();
        await().atMost(Duration.ofMinutes(2)).until(() -> jdbc.sql(
                "select count(*) from referral where id = any(:ids) and status = 'EXPIRED'").param("ids", ids)
                .query(Integer.class).single() == ids.length);
    }

    /** The newest referral of that urgency. */
    String newest(String urgency) {
        return jdbc.sql("select id from referral where partner_id = :partner and urgency = :urgency order by key desc limit 1")
                .param("partner", partner).param("urgency", urgency).query(String.class).single();
    }
}
