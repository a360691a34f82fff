-- The id under which the registry last said, by an answer or a notice, that it keeps a person. Unlike merged_into, which is
-- what its last answer says and what refuses a referral, this is never taken back: a flag follows it (ADR 18).
alter table person add column kept_as text;
update person set kept_as = merged_into where merged_into is not null;
create index person_kept_as on person (kept_as) where kept_as is not null;

-- Who was merged with a hidden person before is hidden too.
with recursive one (id) as (
  select victim_id from person where 'WITNESS_PROTECTED' = any (flags)
  union
  select next.id from one cross join lateral (
    select p.kept_as as id from person p where p.victim_id = one.id and p.kept_as is not null
    union all
    select p.victim_id from person p where p.kept_as = one.id) next)
update person set flags = flags || '{WITNESS_PROTECTED}', read_at = null, told = told + 1
    where victim_id in (select id from one) and not 'WITNESS_PROTECTED' = any (flags);
update consent set withheld = true where not withheld
    and victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null
      union select kept_as from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null);
update document set withheld = true where not withheld
    and victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null
      union select kept_as from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null);
update case_file set withheld = true where not withheld
    and victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null
      union select kept_as from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null);
update referral set withheld = true where not withheld
    and victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null
      union select kept_as from person where 'WITNESS_PROTECTED' = any (flags) and kept_as is not null);

-- Persons whom the registry must be asked about again.
create index person_expired on person (victim_id) where read_at is null and erased_at is null;
