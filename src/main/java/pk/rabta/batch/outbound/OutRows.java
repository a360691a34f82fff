package pk.rabta.batch.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.batch.file.RowVault;
import pk.rabta.consent.Consent;
import pk.rabta.delivery.Dispatch;

/**
 * Rows of lists: those that wait for one, and those that stand in one. A row holds while its attempt is the last, its
 * referral is wanted, its basis holds, and no protection flag came since it was claimed: that would narrow what it says.
 */
@Component
class OutRows {

    /**
     * A claim that runs while a flag commits may have read the person without it: hence the two seconds. Both times are by
     * the database's clock, whatever those of the nodes say; a claim of an earlier version has its node's only.
     */
    private static final String RUNS = """
            from %s r join delivery d on d.id = r.delivery_id
            left join referral f on f.id = d.referral_id left join consent c on c.id = f.consent_id
            where d.state = 'SENDING' and d.attempt_id = r.attempt_id and d.lease_until > :safe""";
    private static final String BASED = """
            (f.id is null or d.kind = 'cancellation' or f.status not in ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED',
              'EXPIRED', 'ENTERED_IN_ERROR', 'CANCELLATION_REQUESTED') and\s""" + Consent.HOLDS.replace(":now", ":safe") + """

              and not exists (select 1 from person p join delivery_attempt a on a.id = r.attempt_id
                where p.victim_id = f.victim_id and p.flags_at > coalesce(a.claimed_at, a.started_at) - interval '2 seconds'))""";
    private static final String HOLDS = RUNS + " and " + BASED;
    private static final String LAPSED = RUNS + " and not " + BASED;

    private final JdbcClient jdbc;
    private final RowVault vault;

    OutRows(JdbcClient jdbc, RowVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /**
     * Rows of future lists.
     *
     * @param lists how many are complete
     */
    record Group(String kind, String name, int lists) {}

    void add(Dispatch dispatch, String kind, String group, JsonNode row, Instant now) {
        OutRow added = new OutRow(dispatch.deliveryId(), dispatch.attemptId(), dispatch.referralId(), new byte[0]);
        jdbc.sql("""
                insert into batch_pending (delivery_id, attempt_id, partner_id, kind, grouping, referral_id, content,
                  added_at)
                values (:delivery, :attempt, :partner, :kind, :grouping, :referral, :content, :now)
                on conflict (delivery_id) do update set attempt_id = :attempt, kind = :kind, grouping = :grouping,
                  content = :content, added_at = :now""")
                .param("delivery", dispatch.deliveryId()).param("attempt", dispatch.attemptId())
                .param("partner", dispatch.partner()).param("kind", kind).param("grouping", group)
                .param("referral", dispatch.referralId())
                .param("content", vault.seal(added.referralId(), added.context(),
                        row.toString().getBytes(StandardCharsets.UTF_8)))
                .param("now", Timestamp.from(now)).update();
    }

    /**
     * The groups with lists that are complete: full, or, of a group without a new row since {@code quiet}, all. All too
     * where rows come without a pause, and the lease of one ends by {@code last}.
     */
    List<Group> complete(String partner, int full, Instant quiet, Instant last) {
        return jdbc.sql("""
                select r.kind, r.grouping, case when max(r.added_at) <= :quiet or min(d.lease_until) <= :last
                    then (count(*) + :full - 1) / :full else count(*) / :full end as lists
                from batch_pending r join delivery d on d.id = r.delivery_id
                where r.partner_id = :partner group by r.kind, r.grouping order by r.kind, r.grouping""")
                .param("partner", partner).param("full", full).param("quiet", Timestamp.from(quiet))
                .param("last", Timestamp.from(last))
                .query((row, n) -> new Group(row.getString(1), row.getString(2), row.getInt(3))).list();
    }

    /** Takes a group's rows out of waiting; those whose attempt ended are left out for good. */
    List<OutRow> take(String partner, Group group, int most, Instant safe) {
        String where = " and r.partner_id = :partner and r.kind = :kind and r.grouping = :grouping";
        List<OutRow> rows = jdbc.sql("select r.* " + HOLDS.formatted("batch_pending") + where
                + " order by d.sequence limit :most for update of r")
                .param("safe", Timestamp.from(safe)).param("partner", partner).param("kind", group.kind())
                .param("grouping", group.name()).param("most", most).query(OutRows::row).list();
        jdbc.sql("delete from batch_pending where delivery_id = any(:taken)")
                .param("taken", rows.stream().map(OutRow::deliveryId).toArray(UUID[]::new)).update();
        jdbc.sql("""
                delete from batch_pending r where r.partner_id = :partner and r.kind = :kind
                  and r.grouping = :grouping and not exists (select 1 from delivery d where d.id = r.delivery_id
                    and d.state = 'SENDING' and d.attempt_id = r.attempt_id and d.lease_until > :safe)""")
                .param("partner", partner).param("kind", group.kind()).param("grouping", group.name())
                .param("safe", Timestamp.from(safe)).update();
        return rows;
    }

    void list(UUID file, List<OutRow> rows) {
        int number = 0;
        for (OutRow row : rows) {
            jdbc.sql("""
                    insert into batch_row (file_id, number, delivery_id, attempt_id, referral_id, state, content)
                    values (:file, :number, :delivery, :attempt, :referral, 'LISTED', :content)""")
                    .param("file", file).param("number", ++number).param("delivery", row.deliveryId())
                    .param("attempt", row.attemptId()).param("referral", row.referralId())
                    .param("content", row.content()).update();
        }
    }

    /** The rows of a list that still hold. */
    List<OutRow> holding(UUID file, Instant safe) {
        return jdbc.sql("select r.* " + HOLDS.formatted("batch_row")
                + " and r.file_id = :file and r.state = 'LISTED' order by r.number")
                .param("safe", Timestamp.from(safe)).param("file", file).query(OutRows::row).list();
    }

    /** The rows of a list that stand in it without a basis. */
    List<OutRow> lapsed(UUID file, Instant safe) {
        return jdbc.sql("select r.* " + LAPSED.formatted("batch_row")
                + " and r.file_id = :file and r.state = 'LISTED' order by r.number")
                .param("safe", Timestamp.from(safe)).param("file", file).query(OutRows::row).list();
    }

    /** The rows that wait for a list without a basis. */
    List<OutRow> lapsed(String partner, Instant safe) {
        return jdbc.sql("select r.* " + LAPSED.formatted("batch_pending") + " and r.partner_id = :partner order by d.sequence")
                .param("safe", Timestamp.from(safe)).param("partner", partner).query(OutRows::row).list();
    }

    /** It waits for no list any more. */
    void drop(OutRow row) {
        jdbc.sql("delete from batch_pending where delivery_id = :delivery and attempt_id = :attempt")
                .param("delivery", row.deliveryId()).param("attempt", row.attemptId()).update();
    }

    /** Strikes every row of a list but these. */
    void strikeOthers(UUID file, List<OutRow> rows) {
        jdbc.sql("""
                update batch_row set state = 'STRUCK', content = null
                where file_id = :file and state = 'LISTED' and not delivery_id = any(:kept)""")
                .param("file", file).param("kept", rows.stream().map(OutRow::deliveryId).toArray(UUID[]::new)).update();
    }

    byte[] open(OutRow row) {
        return vault.open(row.referralId(), row.context(), row.content());
    }

    private static OutRow row(ResultSet row, int number) throws SQLException {
        return new OutRow(row.getObject("delivery_id", UUID.class), row.getObject("attempt_id", UUID.class),
                row.getString("referral_id"), row.getBytes("content"));
    }
}
