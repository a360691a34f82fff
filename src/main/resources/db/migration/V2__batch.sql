-- Files of rows: what V1 has not.

-- Files from a partner are known by their content; the same name may come with other content.
alter table batch_file drop constraint batch_file_partner_id_direction_name_key;
create unique index batch_file_out_name on batch_file (partner_id, name) where direction = 'OUT';
-- A refused file may come again: perhaps its name, or the profile, is right by then.
drop index batch_file_content;
create unique index batch_file_content on batch_file (partner_id, content_hash)
    where direction = 'IN' and state <> 'REFUSED';
create index batch_file_open on batch_file (partner_id, created_at)
    where state in ('SEALED', 'UPLOADED', 'SPOOLED', 'APPLYING');

alter table batch_file
    add column kind text,                         -- which kind of the partner's profile
    add column temporary text,                    -- OUT: the name under which it was uploaded whole
    add column correction boolean not null default false,
    add column same_rows int not null default 0,  -- IN: rows that were known already
    add column notes jsonb not null default '{}'; -- IN: what was put right, by code, with counts

-- Sealed: a row under its person's key, an outbound one under the archive's until it is uploaded.
alter table batch_row add column content bytea;

-- A file in pieces of bounded size, each sealed with its place as context.
create table batch_chunk (
    file_id        uuid not null references batch_file,
    number         int not null,
    content        bytea not null,
    primary key (file_id, number)
);

-- Each time a file came, and what was answered.
create table batch_arrival (
    id             uuid primary key,
    file_id        uuid not null references batch_file,
    partner_id     text not null,
    name           text not null,
    ordinal        int not null,                  -- how many files came under this name so far
    repeated       boolean not null,              -- the same bytes had come before
    received_at    timestamptz not null,
    receipt_at     timestamptz
);
create index batch_arrival_name on batch_arrival (partner_id, name);
create index batch_arrival_open on batch_arrival (partner_id, received_at) where receipt_at is null;

-- Claimed rows that wait for their list to be sealed.
create table batch_pending (
    delivery_id    uuid primary key references delivery,
    attempt_id     uuid not null,
    partner_id     text not null,
    kind           text not null,
    grouping       text not null,                 -- such as the district
    referral_id    text,
    content        bytea not null,                -- sealed
    added_at       timestamptz not null
);
create index batch_pending_group on batch_pending (partner_id, kind, grouping);

create index partner_event_referral on partner_event (referral_id, recorded_at);

create table batch_run (
    partner_id     text primary key,
    started_at     timestamptz not null,          -- when lists were last begun
    under_way      boolean not null default false -- until nothing is left: a run outlives the node that began it
);
