package pk.rabta.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Masked;

/** The files of a partner, both ways, with what was written, sent and heard of their rows. Lists that never left are not there. */
@Component
class FileRows {

    /** More are made by no partner in the days of a report. */
    static final int MOST = 2_000;
    private static final String SQL = """
            select f.id, f.direction, f.name, f.state, f.problem ->> 'code' as problem, f.created_at,
              encode(f.content_hash, 'hex') as sha256, receipt.at as receipt_at,
              case f.direction when 'OUT' then listed.rows else f.row_count end as rows,
              case f.direction when 'OUT' then listed.acknowledged else f.good_rows + f.same_rows end as acknowledged,
              coalesce(listed.unanswered, 0) as unanswered, case f.direction when 'IN' then f.bad_rows else 0 end as refused
            from batch_file f
              left join lateral (select count(*) as rows,
                  count(*) filter (where d.attempt_id = b.attempt_id and d.state = 'ACKED') as acknowledged,
                  count(*) filter (where d.attempt_id = b.attempt_id and d.state in ('SENDING', 'SENT'))
                    as unanswered
                from batch_row b join delivery d on d.id = b.delivery_id left join referral r on r.id = b.referral_id
                where b.file_id = f.id and b.state <> 'STRUCK' and (r.id is null or <referral>)) listed on f.direction = 'OUT'
              left join lateral (select max(a.receipt_at) as at from batch_arrival a where a.file_id = f.id) receipt
                on f.direction = 'IN'
            where f.partner_id = :partner and f.created_at >= :start and f.created_at < :end
              and (f.direction = 'IN' or f.state in ('UPLOADING', 'UPLOADED', 'RENAMED'))
            order by f.created_at, f.id limit :limit""";

    private final JdbcClient jdbc;

    FileRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Files that were made, or came, in the period; the first {@value #MOST}. */
    List<FileTotals> of(String partner, Period period, Whose whose) {
        return jdbc.sql(whose.in(SQL)).param("partner", partner).param("start", Timestamp.from(period.start()))
                .param("end", Timestamp.from(period.end())).param("limit", MOST)
                .query((row, n) -> file(row)).list();
    }

    private static FileTotals file(ResultSet row) throws SQLException {
        Timestamp receipt = row.getTimestamp("receipt_at");
        return new FileTotals(row.getObject("id", UUID.class), row.getString("direction").equals("OUT"),
                Masked.name(row.getString("name")), row.getString("state"), row.getString("problem"),
                row.getTimestamp("created_at").toInstant(), row.getLong("rows"), row.getString("sha256"),
                row.getLong("acknowledged"), row.getLong("unanswered"), row.getLong("refused"),
                receipt == null ? null : receipt.toInstant());
    }
}
