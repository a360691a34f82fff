package pk.rabta.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.query.Visibility;

/**
 * The history as a feed that never skips. A row is given out only once every transaction that started before its own
 * has ended, so nothing can appear behind a reader; order is (transaction, position). See ADR 30.
 */
@Component
class EventFeed {

    private static final String ROWS = """
            select e.tx, e.position, e.id, e.type, e.referral_id, e.case_id, e.detail ->> 'consentId' as consent_id,
              case when e.client_id is null then e.partner_id end as partner,
              e.detail ->> 'businessStatus' as business_status, e.occurred_at, %s as visible
            from referral_event e
            """;
    /** Whether it is about something of the reader's office or province. An answer, no condition: the place moves on. */
    private static final String VISIBLE = """
            case when cast(:office as text) is null and cast(:province as text) is null or e.client_id is null then true
              when e.referral_id is not null then exists (select 1 from referral o where o.id = e.referral_id and %1$s)
              when e.case_id is not null then exists (select 1 from case_file o where o.id = e.case_id and %1$s)
              when e.detail ->> 'consentId' is not null then
                exists (select 1 from consent o where o.id = e.detail ->> 'consentId' and %1$s)
              else true end
            """.formatted("case when cast(:office as text) is null then o.province = :province else o.office = :office end");
    /** Of partners, a tool hears where it has referrals. Only a partner with a state had a circuit that moved. */
    private static final String ABOUT_PARTNERS = """
            e.client_id is null and e.partner_id = any(array(select d.id from destination_state d
              where exists (select 1 from referral r where r.partner_id = d.id and r.client_id = <client>)))
            """;
    private static final String BEHIND = """
            (e.tx, e.position) > (cast(cast(:tx as text) as xid8), :position)
              and e.tx < pg_snapshot_xmin(pg_current_snapshot())
              and (cardinality(cast(:types as text[])) = 0 or e.type = any(:types))
            """;
    /** Of what is withheld nothing is told, not even that something happened. */
    private static final String SHOWN = "and " + Visibility.SHOWN_EVENT;

    private final JdbcClient jdbc;

    EventFeed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A place in the feed. */
    record Place(long tx, long position) {

        static final Place START = new Place(0, 0);
    }

    /**
     * The client's events behind a place, oldest first; of the given types, or of all where none is given. Those that the
     * reader may not see are among them, marked, so that whoever reads on does not look at them again.
     */
    List<FeedEvent> after(Reader reader, Place place, Collection<String> types, int limit) {
        String page = "order by e.tx, e.position limit :limit";
        String rows = ROWS.formatted(VISIBLE);
        return jdbc.sql("select * from ((" + rows + "where e.client_id = :client and " + BEHIND
                        + (reader.cleared() ? "" : SHOWN) + page
                        + ") union all (" + rows + "where " + aboutPartners(":client") + "and " + BEHIND + page
                        + ")) e " + page)
                .param("client", reader.clientId()).param("office", reader.office())
                .param("province", reader.province()).param("tx", Long.toString(place.tx())).param("position", place.position())
                .param("types", types.toArray(String[]::new)).param("limit", limit)
                .query(EventFeed::row).list();
    }

    /** Whether no transaction of this database can have given that place: it is from before a restore, or made up. */
    boolean isAhead(Place place) {
        return jdbc.sql("select cast(cast(:tx as text) as xid8) >= pg_snapshot_xmax(pg_current_snapshot())")
                .param("tx", Long.toString(place.tx())).query(Boolean.class).single();
    }

    /** An event of the reader's client by its id, while it may still be told. */
    Optional<FeedEvent> find(UUID id, Reader reader) {
        return jdbc.sql(ROWS.formatted("true") + "where e.id = :id and (e.client_id = :client or " + aboutPartners(":client") + ")"
                        + (reader.cleared() ? "" : SHOWN)).param("id", id).param("client", reader.clientId())
                .query(EventFeed::row).optional();
    }

    /** The condition on events {@code e} about partners that a client sees; {@code client} is SQL. */
    static String aboutPartners(String client) {
        return ABOUT_PARTNERS.replace("<client>", client);
    }

    private static FeedEvent row(ResultSet row, int number) throws SQLException {
        return new FeedEvent(Long.parseLong(row.getString("tx")), row.getLong("position"),
                row.getObject("id", UUID.class), row.getString("type"), row.getString("referral_id"),
                row.getString("case_id"), row.getString("consent_id"),
                row.getString("partner"), row.getString("business_status"),
                row.getTimestamp("occurred_at").toInstant(), row.getBoolean("visible"));
    }
}
