package pk.rabta.reconciliation;

import java.util.List;

/** The questions that find gaps. Each gives kind, referral, inbound, message, file, name, line, bound, due, since, rows. */
final class GapSql {

    private static final String OPEN =
            "not in ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR')";

    /**
     * Statuses of which a clock runs, withdrawals apart: named, and not the others excluded, so that an index by partner and
     * status serves.
     */
    private static final String CLOCKED = "in ('WAITING', 'REQUESTED', 'RECEIVED', 'ON_HOLD')";

    /**
     * What is late: of a partner that was away for weeks it is much, and no other partner's question may read it. Nobody is
     * asked for an answer to what may have left and is not known to have arrived, such as a row of a list that was dropped.
     */
    private static final String LATE = """
            select case when r.status in ('WAITING', 'REQUESTED') and r.respond_by is null and not r.read_here
                then 'undelivered' else 'unanswered' end as kind, r.id as referral,
              cast(null as uuid) as inbound, cast(null as text) as message, cast(null as uuid) as file,
              cast(null as text) as name, cast(null as int) as line, r.bound,
              case r.bound when 'review' then r.review_at when 'expire' then r.expire_at
                when 'respond' then r.respond_by else r.acknowledge_by end as due,
              coalesce(r.acked_at, r.requested_at, r.created_at) as since,
              cast(null as bigint) as rows
            from (select r.*, case
                when r.status = 'ON_HOLD' and r.review_at <= :now then 'review'
                when r.status in ('WAITING', 'REQUESTED', 'RECEIVED') and r.expire_at <= :now then 'expire'
                when r.status in ('REQUESTED', 'RECEIVED') and r.respond_by <= :now then 'respond'
                when r.status = 'REQUESTED' and r.acknowledge_by <= :now then 'acknowledge' end as bound
              from referral r
              where r.status <clocked> and r.partner_id = :partner and <referral>
                and least(r.acknowledge_by, r.respond_by, r.expire_at, r.review_at) <= :now
                and r.created_at >= :since and r.created_at < :end) r
            where r.bound is not null""".replace("<clocked>", CLOCKED);

    /**
     * What ended by its clock in these days, and the partner had it, or may: no less of a gap than the day before, until the
     * partner says something. Dated by the event, since later notes change the row; by the row's own time, which is never
     * before it, an index leaves out the years before.
     */
    private static final String EXPIRED = """
            select case when r.reason ->> 'code' = 'technical.no-response' then 'unanswered' else 'undelivered' end as kind,
              r.id as referral, cast(null as uuid) as inbound, cast(null as text) as message, cast(null as uuid) as file,
              cast(null as text) as name, cast(null as int) as line, 'expire' as bound, ended.at as due,
              coalesce(r.acked_at, r.requested_at, r.created_at) as since, cast(null as bigint) as rows
            from referral r cross join lateral (select max(e.recorded_at) as at from referral_event e
              where e.referral_id = r.id and e.to_status = 'EXPIRED') ended
            where r.partner_id = :partner and r.status = 'EXPIRED' and r.dispatched and r.updated_at >= :start
              and ended.at >= :start and ended.at < :end and <referral>
              and not exists (select 1 from partner_event e where e.referral_id = r.id and e.recorded_at >= ended.at)""";

    /** A partner that works on it and says nothing. Looks at what is open, at most. */
    private static final String SILENT = """
            select 'unanswered' as kind, r.id as referral, cast(null as uuid) as inbound, cast(null as text) as message,
              cast(null as uuid) as file, cast(null as text) as name, cast(null as int) as line, 'heartbeat' as bound,
              coalesce(r.partner_told_at, r.accepted_at, r.created_at) + :heartbeat * interval '1 second' as due,
              coalesce(r.partner_told_at, r.accepted_at, r.created_at) as since, cast(null as bigint) as rows
            from referral r
            where r.partner_id = :partner and r.status in ('ACCEPTED', 'IN_PROGRESS') and <referral>
              and coalesce(r.partner_told_at, r.accepted_at, r.created_at) <= :silent
              and r.created_at >= :since and r.created_at < :end""";

    /** An answer that was refused, or one that changed no status, about what was never sent. */
    private static final String UNSENT = """
            select 'unsent' as kind, r.id as referral, m.id as inbound, m.message_id as message, cast(null as uuid) as file,
              cast(null as text) as name, cast(null as int) as line, cast(null as text) as bound,
              cast(null as timestamptz) as due, m.received_at as since, cast(null as bigint) as rows
            from inbound_message m cross join lateral jsonb_each_text(m.problem -> 'referrals') named
              join referral r on r.id = named.value
            where m.partner_id = :partner and m.state in ('REFUSED', 'PARTLY') and m.received_at >= :start
              and m.received_at < :end and r.partner_id = :partner and not r.dispatched and <referral>
            union all
            select 'unsent', r.id, null, null, null, null, null, null, null, r.partner_told_at, null
            from referral r
            where r.partner_id = :partner and r.status in ('WAITING', 'REQUESTED') and r.partner_told_at is not null
              and not r.dispatched and <referral> and r.created_at >= :since and r.created_at < :end
            union all
            select 'unsent', r.id, null, null, f.id, f.name, b.number, null, null, f.created_at, null
            from batch_file f join batch_row b on b.file_id = f.id join referral r on r.id = b.referral_id
            where f.partner_id = :partner and f.direction = 'IN' and f.bad_rows > 0 and f.created_at >= :start
              and f.created_at < :end and b.state = 'REFUSED' and b.referral_id is not null and r.partner_id = :partner
              and not r.dispatched and <referral>""";

    /** Gaps that are a message. */
    private static final String OF_MESSAGE = """
            select '<kind>' as kind, cast(null as text) as referral, m.id as inbound, m.message_id as message,
              cast(null as uuid) as file, cast(null as text) as name, cast(null as int) as line,
              cast(null as text) as bound, cast(null as timestamptz) as due, m.received_at as since,
              cast(null as bigint) as rows
            from inbound_message m
            where m.partner_id = :partner and\s""";

    private static final String UNKNOWN = OF_MESSAGE.replace("<kind>", "unknown") + """
            m.state in ('REFUSED', 'PARTLY') and m.received_at >= :start
              and m.received_at < :end and 'UNKNOWN' in (select value from jsonb_each_text(m.problem)) and <message>""";

    /** An answer that was not understood, or an event in it. */
    private static final String UNREAD = OF_MESSAGE.replace("<kind>", "unread") + """
            m.state = 'PARKED' and m.received_at >= :start and m.received_at < :end
              and <message>
            union all
            select 'unread', null, m.id, m.message_id, null, null, null, null, null, m.received_at, null
            from inbound_message m
            where m.partner_id = :partner and m.state in ('REFUSED', 'PARTLY') and m.received_at >= :start
              and m.received_at < :end and m.problem -> 'unread' is not null and <message>""";

    /** Begins with what was sent and not acknowledged: the lists that were answered whole are not looked at. */
    private static final String ROW_MISSING = """
            with silent as materialized (
              select b.file_id, b.number, b.referral_id from delivery d
              join batch_row b on b.delivery_id = d.id and b.attempt_id = d.attempt_id and b.state <> 'STRUCK'
              join referral r on r.id = b.referral_id
              where d.destination = :partner and d.state = 'SENT' and <referral> and r.status <open>)
            select 'row-missing' as kind, o.referral_id as referral, cast(null as uuid) as inbound,
              cast(null as text) as message, f.id as file, f.name, o.number as line, cast(null as text) as bound,
              cast(null as timestamptz) as due, answered.at as since, cast(null as bigint) as rows
            from (select distinct file_id from silent) list join batch_file f on f.id = list.file_id
              join lateral (select min(d.settled_at) as at from batch_row b
                  join delivery d on d.id = b.delivery_id and d.attempt_id = b.attempt_id
                where b.file_id = f.id and d.state = 'ACKED') answered on answered.at <= :answered
              join silent o on o.file_id = f.id
            where f.direction = 'OUT' and f.created_at >= :since and f.created_at < :end""".replace("<open>", OPEN);

    /** One of each file: a department's whole list, sent by mistake, is one gap and not a million. Counted in an index. */
    private static final String ROW_ADDITIONAL = """
            select 'row-additional' as kind, cast(null as text) as referral, cast(null as uuid) as inbound,
              cast(null as text) as message, f.id as file, f.name, unknown.first as line, cast(null as text) as bound,
              cast(null as timestamptz) as due, f.created_at as since, unknown.rows
            from batch_file f
              cross join lateral (select min(b.number) as first, count(*) as rows from batch_row b
                where b.file_id = f.id and b.state = 'REFUSED' and b.problem @> '[{"code": "row.reference-unknown"}]') unknown
            where f.partner_id = :partner and f.direction = 'IN' and f.bad_rows > 0 and f.created_at >= :start
              and f.created_at < :end and unknown.rows > 0""";

    /** Of the partner's, what its own records say; of ours, whether as many rows stand in a list as its bytes have. */
    private static final String TOTALS = """
            select 'totals' as kind, cast(null as text) as referral, cast(null as uuid) as inbound,
              cast(null as text) as message, f.id as file, f.name, cast(null as int) as line, cast(null as text) as bound,
              cast(null as timestamptz) as due, f.created_at as since, cast(null as bigint) as rows
            from batch_file f
            where f.partner_id = :partner and f.created_at >= :start and f.created_at < :end and case
              when f.direction = 'OUT' then f.state in ('UPLOADED', 'RENAMED') and f.row_count <> (
                select count(*) from batch_row b where b.file_id = f.id and b.state <> 'STRUCK')
              when f.state = 'REFUSED' then f.problem ->> 'code' in ('file.totals-count', 'file.totals-checksum',
                'file.totals-missing', 'file.trailer-missing', 'file.rows-after-end')
              else f.state = 'APPLIED' and f.row_count <> f.good_rows + f.same_rows + f.bad_rows end""";

    static final List<String> ALL = List.of(LATE, EXPIRED, SILENT, WithdrawalSql.UNTOLD, WithdrawalSql.UNCONFIRMED, UNSENT,
            UNKNOWN, UNREAD, ROW_MISSING, ROW_ADDITIONAL, TOTALS);

    private GapSql() {}
}
