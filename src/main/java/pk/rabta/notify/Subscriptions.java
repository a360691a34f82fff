package pk.rabta.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Outbox;
import pk.rabta.notify.EventFeed.Place;
import pk.rabta.query.Visibility;

/** The stored subscriptions. */
@Component
class Subscriptions {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    Subscriptions(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /** Adds one that hears of everything which commits from now on. */
    void add(String id, Reader reader, String url, List<String> events, byte[] secret, Instant now) {
        jdbc.sql("""
                insert into subscription (id, client_id, office, province, cleared, url, events, secret, status, cursor_tx,
                  cursor_position, created_at)
                values (:id, :client, :office, :province, :cleared, :url, :events, :secret, 'ACTIVE', pg_snapshot_xmin(pg_current_snapshot()), 0,
                  :now)""")
                .param("id", id).param("client", reader.clientId()).param("office", reader.office())
                .param("province", reader.province()).param("cleared", reader.cleared()).param("url", url)
                .param("events", events.toArray(String[]::new)).param("secret", secret)
                .param("now", Timestamp.from(now)).update();
    }

    Optional<Subscription> find(String id) {
        return jdbc.sql("select * from subscription where id = :id").param("id", id)
                .query(Subscriptions::row).optional();
    }

    /** Reads one and keeps it from being ended until this transaction is over. */
    Optional<Subscription> share(String id) {
        return jdbc.sql("select * from subscription where id = :id for share").param("id", id)
                .query(Subscriptions::row).optional();
    }

    /** The active ones behind that id that the reader may see. */
    List<Subscription> page(Reader reader, String after, int limit) {
        return jdbc.sql("""
                select * from subscription where client_id = :client and status = 'ACTIVE' and id > :after
                order by id""")
                .param("client", reader.clientId()).param("after", after)
                .query(Subscriptions::row).list().stream().filter(one -> reader.sees(one.reader())).limit(limit).toList();
    }

    /** How many active ones a client has. */
    int count(String clientId) {
        return jdbc.sql("select count(*) from subscription where client_id = :client and status = 'ACTIVE'")
                .param("client", clientId).query(Integer.class).single();
    }

    /** Active ones for which the feed holds something new. */
    List<String> behind() {
        return jdbc.sql("select s.id from subscription s where s.status = 'ACTIVE' and ("
                        + anythingNew("e.client_id = s.client_id") + " or "
                        + anythingNew(EventFeed.aboutPartners("s.client_id")) + ") order by s.id")
                .query(String.class).list();
    }

    /** Not "exists": that has no order, and then the whole history may be looked through to find nothing. */
    private static String anythingNew(String whose) {
        return """
                (select 1 from referral_event e where %s
                  and (e.tx, e.position) > (s.cursor_tx, s.cursor_position)
                  and e.tx < pg_snapshot_xmin(pg_current_snapshot()) and (s.cleared or %s)
                  order by e.tx, e.position limit 1) is not null""".formatted(whose, Visibility.SHOWN_EVENT);
    }

    /** Locks an active one, unless another node has it. */
    Optional<Subscription> take(String id) {
        return jdbc.sql("select * from subscription where id = :id and status = 'ACTIVE' for update skip locked")
                .param("id", id).query(Subscriptions::row).optional();
    }

    void advance(String id, Place place) {
        jdbc.sql("""
                update subscription set cursor_tx = cast(cast(:tx as text) as xid8), cursor_position = :position
                where id = :id""")
                .param("id", id).param("tx", Long.toString(place.tx())).param("position", place.position()).update();
    }

    /** Ends one; what it has not sent is void, in the caller's transaction. */
    void end(String id, String reason, Instant now) {
        jdbc.sql("""
                update subscription set status = 'DELETED', version = version + 1
                where id = :id and status = 'ACTIVE'""").param("id", id).update();
        outbox.voidDestination(id, reason, now);
    }

    private static Subscription row(ResultSet row, int number) throws SQLException {
        return new Subscription(row.getString("id"), new Reader(row.getString("client_id"), row.getString("office"),
                row.getString("province"), row.getBoolean("cleared")), row.getString("url"),
                List.of((String[]) row.getArray("events").getArray()), row.getBytes("secret"),
                "ACTIVE".equals(row.getString("status")),
                new Place(Long.parseLong(row.getString("cursor_tx")), row.getLong("cursor_position")),
                row.getTimestamp("created_at").toInstant(), row.getLong("version"));
    }
}
