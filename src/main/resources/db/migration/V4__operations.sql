-- What the operations of the hub look for.
alter table referral
    add column escalate_at timestamptz,           -- when a breach is told a second time; then it may expire
    add column checked_at timestamptz;            -- WAITING: when its conditions were last looked at
alter table case_file
    add column checked_at timestamptz,            -- matching-pending: when its match was last tried
    add column reason text;                       -- why its match came to nothing
create index referral_heartbeat on referral (updated_at)
    where status in ('ACCEPTED', 'IN_PROGRESS') and sla_stage is null;
create index delivery_unsettled on delivery (destination, state, created_at)
    where state not in ('ACKED', 'VOIDED');
create index delivery_acked on delivery (destination, settled_at) where state = 'ACKED';
create index inbound_content_age on inbound_message (received_at) where content is not null;
