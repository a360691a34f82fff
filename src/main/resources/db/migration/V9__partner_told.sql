-- The heartbeat counts from the partner's last word: an officer's change of the referral is none.
alter table referral add column partner_told_at timestamptz;
update referral set partner_told_at = updated_at where status in ('ACCEPTED', 'IN_PROGRESS', 'ON_HOLD');
drop index referral_heartbeat;
create index referral_heartbeat on referral (coalesce(partner_told_at, accepted_at, created_at))
    where status in ('ACCEPTED', 'IN_PROGRESS') and sla_stage is null;
