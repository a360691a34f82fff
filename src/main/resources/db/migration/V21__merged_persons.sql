-- The id under which the registry last said, by an answer or a notice, that it keeps a person. Unlike merged_into, which is
-- what its last answer says and what refuses a referral, this is never taken back: a flag follows it (ADR 18).
alter table person add column kept_as text;
create index person_kept_as on person (kept_as) where kept_as is not null;
-- What an earlier version kept is taken over by EarlierMerges, so that all follows which follows from a flag; this finds it.
create index person_merge_earlier on person (victim_id) where merged_into is not null and kept_as is null;

-- Persons whom the registry must be asked about again.
create index person_expired on person (victim_id) where read_at is null and erased_at is null;
