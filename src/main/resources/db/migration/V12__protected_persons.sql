-- What is about a protected witness is withheld: it exists for nobody without clearance (ADR 18).
alter table consent add column withheld boolean not null default false;
alter table document add column withheld boolean not null default false;
alter table case_file add column withheld boolean not null default false;
alter table referral add column withheld boolean not null default false;
update consent set withheld = true
    where victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags));
update document set withheld = true
    where victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags));
update case_file set withheld = true
    where victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags));
update referral set withheld = true
    where victim_id in (select victim_id from person where 'WITNESS_PROTECTED' = any (flags));
-- They are few: whoever leaves them out looks at these alone.
create index referral_withheld on referral (id) where withheld;

-- What is withheld must not show by keeping anybody from referring a person of that id.
drop index referral_open;
create unique index referral_open on referral (victim_id, programme_id, withheld)
    where status not in ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR');

-- Who asked first that a person be protected no more; a second one decides (ADR 25).
alter table person add column release_by text, add column release_at timestamptz;

-- The person under whose own key an archived message was sealed again; null: under the archive's.
alter table inbound_message add column sealed_for text;
