-- When the registry last added a protection flag: what was claimed before carries more than may leave now (ADR 19).
alter table person add column flags_at timestamptz;
