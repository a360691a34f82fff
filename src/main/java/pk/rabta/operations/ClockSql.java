package pk.rabta.operations;

import pk.rabta.delivery.Outbox;

/** When the next step of a referral's clocks is due, and which step that is. Texts as the indexes of V30 have them. */
final class ClockSql {

    /** When the next step is due; null where none is to come. */
    private static final String STEP_AT = "referral_step_at(status, sla_stage, acknowledge_by, respond_by, expire_at, "
            + "review_at, cancel_by, escalate_at, due_soon_at, acked_at, requested_at, created_at)";
    private static final String CLOCKED =
            "status in ('WAITING', 'REQUESTED', 'RECEIVED', 'ON_HOLD', 'CANCELLATION_REQUESTED')";
    /** The partner's last word; a referral from before it was kept counts from its acceptance. */
    private static final String TOLD = "coalesce(partner_told_at, accepted_at, created_at)";
    private static final String WORKED_ON = "status in ('ACCEPTED', 'IN_PROGRESS') and sla_stage is null";

    /** Two lists of what may be due, each with an index of its own. */
    enum Kind {
        /** By the time of the next step. */
        CLOCKS(STEP_AT, CLOCKED + " and " + STEP_AT + " is not null"),
        /** What partners work on, by their last word. */
        SILENCE(TOLD, WORKED_ON);

        private final String groups;
        private final String page;

        Kind(String at, String where) {
            groups = """
                    with recursive g as (
                      (select partner_id, priority from referral where <where> order by partner_id, priority limit 1)
                      union all
                      (select n.partner_id, n.priority from g cross join lateral (select partner_id, priority from referral
                        where <where> and (partner_id, priority) > (g.partner_id, g.priority)
                        order by partner_id, priority limit 1) n))
                    select partner_id, priority from g""".replace("<where>", where);
            page = """
                    select id, key, <at> as at from referral
                    where partner_id = :partner and priority = :priority and <where> and <at> <= :until
                      and (<at>, key) > (:after, :key)
                    order by <at>, key limit :page""".replace("<where>", where).replace("<at>", at);
        }

        /** Partners and priorities that it has something of, due or not: one look into the index for each. */
        String groups() {
            return groups;
        }

        /** The next of one partner and priority that are due. */
        String page() {
            return page;
        }
    }

    /**
     * Locks one referral and names its step, if one is due and nobody else is at it. A limit runs for what waits or cannot
     * be delivered: its end stands in expire_at, and no answer is due. What may be arriving just now does not expire.
     */
    static final String TAKE = """
            select id, step, case step when 'cancel' then cancel_by when 'acknowledge' then acknowledge_by
              when 'review' then review_at when 'heartbeat' then <told> when 'expire' then expire_at
              else coalesce(respond_by, expire_at) end as due
            from (select r.*, case
                when status = 'CANCELLATION_REQUESTED' then 'cancel'
                when status = 'ON_HOLD' then 'review'
                when status in ('ACCEPTED', 'IN_PROGRESS') then 'heartbeat'
                when sla_stage = 'escalated' then case when status <> 'REQUESTED' or not exists (
                  select 1 from delivery d where d.referral_id = r.id and <in flight>) then 'expire' end
                when sla_stage = 'breached' and escalate_at is not null then <limit> || 'escalate'
                when respond_by <= :now then 'respond'
                when respond_by is null and expire_at <= :now then 'limit'
                when respond_by is null and sla_stage is null and status = 'REQUESTED' and acknowledge_by <= :now
                  then 'acknowledge'
                else <limit> || 'due-soon' end as step
              from referral r
              where id = :id and (<step at> <= :now or <worked on> and <told> <= :silent)) late
            where step is not null for update skip locked
            """.replace("<told>", TOLD).replace("<in flight>", Outbox.IN_FLIGHT).replace("<step at>", STEP_AT)
            .replace("<worked on>", WORKED_ON).replace("<limit>", "case when respond_by is null then 'limit-' else '' end");

    private ClockSql() {}
}
