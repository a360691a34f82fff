package pk.rabta.batch.inbound;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.invariant.Invariant;
import pk.rabta.invariant.Violation;

/**
 * A file that was taken from a partner is applied or refused, and answered. It moves with each chunk of its rows. One that
 * waits behind an earlier file of its partner, while that one moves, is not stuck; neither is a receipt while the partner's
 * server takes none. A node that has just started looks for as long as it gives a file: it may have stood while none ran.
 */
@Component
class ReturnsAreFinished implements Invariant {

    private static final Duration BOUND = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final Instant began;

    ReturnsAreFinished(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.began = clock.instant();
    }

    @Override
    public String name() {
        return "returns-are-finished";
    }

    @Override
    public String meaning() {
        return "a partner's file moves on within half an hour, until it is applied and answered";
    }

    @Override
    public String repair() {
        return "Route apply-<partner> (a receipt: answer-<partner>) in GET /v1/admin/routes: where it is stopped, restart"
                + " that node. Where it runs, its lines in the log say by what the file fails: by its form, where the"
                + " profile was changed while it was read; put its kind back until it is finished, see src/docs/admin.md."
                + " Nothing of it is lost, and no row counts twice";
    }

    @Override
    public List<Violation> violations(Instant now, List<String> known) {
        Instant bound = now.minus(BOUND);
        Instant before = bound.isBefore(began) ? Instant.EPOCH : bound;
        return jdbc.sql("""
                select f.id, f.partner_id || ': ' || f.state || ', row ' || f.next_row || ' is next' as found
                from batch_file f
                where f.direction = 'IN' and f.state in ('SPOOLED', 'APPLYING') and f.updated_at <= :before
                  and not exists (select 1 from batch_file earlier where earlier.partner_id = f.partner_id
                    and earlier.direction = 'IN' and (earlier.created_at, earlier.id) < (f.created_at, f.id)
                    and earlier.updated_at > :before)
                union all
                select a.file_id, a.partner_id || ': its receipt is not written, though later ones are'
                from batch_arrival a join batch_file f on f.id = a.file_id
                where a.receipt_at is null and f.state in ('APPLIED', 'REFUSED')
                  and exists (select 1 from batch_arrival other where other.partner_id = a.partner_id
                    and other.receipt_at > greatest(a.received_at, f.updated_at) + cast(:bound as interval))
                limit :most""").param("before", Timestamp.from(before)).param("bound", BOUND.toString())
                .param("most", MOST)
                .query((row, n) -> new Violation(row.getString("id"), row.getString("found"), false)).list();
    }
}
