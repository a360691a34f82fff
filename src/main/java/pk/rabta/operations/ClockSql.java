package pk.rabta.operations;

import pk.rabta.delivery.Outbox;

/** Which clock of a referral is over, and what its next step is. */
final class ClockSql {

    /**
     * A limit runs for what waits or cannot be delivered, where one is set: its end stands in expire_at, and no answer
     * is due. Of such a referral escalate_at is the time of the next step; without one only the acknowledgement's
     * alert was told.
     */
    private static final String LIMITED = "status in ('WAITING', 'REQUESTED') and respond_by is null";
    private static final String ALERTED = "sla_stage is null or sla_stage = 'breached' and escalate_at is null";
    /** The partner's last word; a referral from before it was kept counts from its acceptance. As the index has it. */
    private static final String TOLD = "coalesce(partner_told_at, accepted_at, created_at)";

    /** Columns id, step and due; ends so that more conditions, an order or a lock can follow. */
    static final String LATE = """
            select id, step, case step when 'cancel' then cancel_by when 'expire' then expire_at
              when 'acknowledge' then acknowledge_by when 'review' then review_at
              when 'heartbeat' then <told> when 'limit-due-soon' then expire_at when 'limit' then expire_at
              when 'limit-escalate' then expire_at else respond_by end as due
            from (select r.*, case
              when status = 'CANCELLATION_REQUESTED' and cancel_by <= :now then 'cancel'
              when status in ('WAITING', 'REQUESTED', 'RECEIVED') and sla_stage = 'escalated' and expire_at <= :now
                and coalesce(escalate_at, :now) <= :now and not (status = 'REQUESTED' and exists (
                  select 1 from delivery d where d.referral_id = r.id and <in flight>)) then 'expire'
              when <limited> and sla_stage = 'breached' and escalate_at <= :now then 'limit-escalate'
              when <limited> and (<alerted> or sla_stage = 'due-soon') and expire_at <= :now then 'limit'
              when <limited> and (<alerted>) and expire_at <= :horizon
                and coalesce(requested_at, created_at) + (expire_at - coalesce(requested_at, created_at)) * 0.75 <= :now
                then 'limit-due-soon'
              when status in ('REQUESTED', 'RECEIVED') and sla_stage = 'breached' and respond_by <= :now
                and escalate_at <= :now then 'escalate'
              when status in ('REQUESTED', 'RECEIVED') and coalesce(sla_stage, 'due-soon') = 'due-soon'
                and respond_by <= :now then 'respond'
              when status in ('REQUESTED', 'RECEIVED') and sla_stage is null and respond_by <= :horizon
                and coalesce(acked_at, requested_at) + (respond_by - coalesce(acked_at, requested_at)) * 0.75 <= :now
                then 'due-soon'
              when status = 'REQUESTED' and sla_stage is null and acknowledge_by <= :now then 'acknowledge'
              when status = 'ON_HOLD' and sla_stage is null and review_at <= :now then 'review'
              when status in ('ACCEPTED', 'IN_PROGRESS') and sla_stage is null and <told> <= :silent
                then 'heartbeat'
              end as step
              from referral r
              where status not in ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR')
                and (least(acknowledge_by, respond_by, expire_at, review_at, cancel_by) <= :horizon
                  or status in ('ACCEPTED', 'IN_PROGRESS') and sla_stage is null and <told> <= :silent)) late
            where step is not null
            """.replace("<limited>", LIMITED).replace("<alerted>", ALERTED).replace("<told>", TOLD)
            .replace("<in flight>", Outbox.IN_FLIGHT);

    private ClockSql() {}
}
