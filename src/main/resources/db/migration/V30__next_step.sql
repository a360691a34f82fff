-- The clocks' next step, found by an index: one partner's backlog is nothing that the others' clocks read or wait for.
alter table referral
    add column due_soon_at timestamptz;           -- when the coming end of respond_by, else of expire_at, is announced

-- When the clocks take a referral's next step; null where none is to come: it ended, or all was told. What was accepted
-- before due_soon_at was kept counts as rabta.clocks.due-soon is shipped: a day before the end, not before three quarters
-- of its time. Reckoned in UTC, where a day has 24 hours in each session: an index wants that. Not in SQL: in its place the
-- planner would read all of this text each time that a query names it.
create function referral_step_at(status text, sla_stage text, acknowledge_by timestamptz, respond_by timestamptz,
    expire_at timestamptz, review_at timestamptz, cancel_by timestamptz, escalate_at timestamptz, due_soon_at timestamptz,
    acked_at timestamptz, requested_at timestamptz, created_at timestamptz)
returns timestamptz language plpgsql immutable parallel safe cost 2 as $$ begin
  return case
    when status = 'CANCELLATION_REQUESTED' then cancel_by
    when status = 'ON_HOLD' and sla_stage is null then review_at
    when status not in ('WAITING', 'REQUESTED', 'RECEIVED') then null
    when sla_stage = 'escalated' then case when expire_at is not null then greatest(expire_at, escalate_at) end
    when sla_stage = 'breached' and escalate_at is not null then greatest(respond_by, escalate_at)
    when sla_stage = 'due-soon' then coalesce(respond_by, expire_at)
    when respond_by is not null then case when sla_stage is null then least(respond_by, coalesce(due_soon_at,
      greatest(respond_by at time zone 'UTC' - interval '1 day',
        coalesce(acked_at, requested_at, created_at) at time zone 'UTC'
          + (respond_by - coalesce(acked_at, requested_at, created_at)) * 0.75) at time zone 'UTC')) end
    -- Only the alert of the acknowledgement was told, or nothing.
    else least(case when status = 'REQUESTED' and sla_stage is null then acknowledge_by end, expire_at,
      coalesce(due_soon_at, greatest(expire_at at time zone 'UTC' - interval '1 day',
        coalesce(requested_at, created_at) at time zone 'UTC' + (expire_at - coalesce(requested_at, created_at)) * 0.75) at time zone 'UTC'))
  end;
end $$;

-- By partner and priority, so that each has its turn. What has no next step is not in it, however long it stays open.
create index referral_step on referral (partner_id, priority,
    referral_step_at(status, sla_stage, acknowledge_by, respond_by,
    expire_at, review_at, cancel_by, escalate_at, due_soon_at, acked_at, requested_at, created_at), key)
    where status in ('WAITING', 'REQUESTED', 'RECEIVED', 'ON_HOLD', 'CANCELLATION_REQUESTED')
      and referral_step_at(status, sla_stage, acknowledge_by, respond_by, expire_at, review_at, cancel_by, escalate_at,
      due_soon_at, acked_at, requested_at, created_at) is not null;
create index referral_silent on referral (partner_id, priority, coalesce(partner_told_at, accepted_at, created_at), key)
    where status in ('ACCEPTED', 'IN_PROGRESS') and sla_stage is null;
drop index referral_clock;
drop index referral_heartbeat;
analyze referral;
