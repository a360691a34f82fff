-- When an attempt was claimed, by the database's clock: nodes' clocks do not say what came before a flag (ADR 19).
alter table delivery_attempt add column claimed_at timestamptz;
