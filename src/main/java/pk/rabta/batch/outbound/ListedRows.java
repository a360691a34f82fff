package pk.rabta.batch.outbound;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.HeldBack;

/**
 * Takes rows out of lists whose upload has not begun. Such a list is built again, since its rows are fewer than it says.
 * Rows of any other list may have left, and stay.
 */
@Component
class ListedRows implements HeldBack {

    private final JdbcClient jdbc;

    ListedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Held> takeOut(String referralId) {
        // A list that is being sealed has these rows: wait for it, and find them below.
        List<Held> taken = new ArrayList<>(jdbc.sql("""
                delete from batch_pending r using delivery d
                where r.referral_id = :referral and d.id = r.delivery_id and d.kind in ('request', 'update')
                returning r.delivery_id, r.attempt_id""").param("referral", referralId).query(ListedRows::held).list());
        // Not waited for: whoever has the list's row begins its upload, or takes rows out and may wait for this referral.
        UUID[] lists = jdbc.sql("""
                select f.id from batch_file f where f.direction = 'OUT' and f.state = 'SEALED' and exists (
                  select 1 from batch_row r where r.file_id = f.id and r.referral_id = :referral and r.state = 'LISTED')
                for update of f skip locked""").param("referral", referralId).query(UUID.class).list()
                .toArray(UUID[]::new);
        taken.addAll(jdbc.sql("""
                update batch_row r set state = 'STRUCK', content = null from delivery d
                where r.file_id = any(:lists) and r.referral_id = :referral and r.state = 'LISTED'
                  and d.id = r.delivery_id and d.kind in ('request', 'update')
                returning r.delivery_id, r.attempt_id""").param("lists", lists).param("referral", referralId)
                .query(ListedRows::held).list());
        return taken;
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
    }
}
