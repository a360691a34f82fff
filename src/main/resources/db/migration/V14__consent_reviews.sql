-- A basis that nobody consented to is looked at again by its day, and holds no longer without that.
alter table consent
    add column extended_by    text,               -- who looked at it last, and let it stand
    add column extended_at    timestamptz,
    add column review_told_at timestamptz;        -- the tool was told that the review is near
update consent set review_at = created_at + interval '3 days' where basis <> 'CONSENT' and review_at is null;
alter table consent add constraint consent_reviewed check (basis = 'CONSENT' or review_at is not null);
create index consent_to_review on consent (review_at)
    where basis <> 'CONSENT' and status = 'ACTIVE' and review_told_at is null;
-- A person may take back what concerns some partners or purposes only; the rest stands.
alter table consent
    add column withdrawn_recipients text[] not null default '{}',
    add column withdrawn_purposes   text[] not null default '{}';
