-- What partners said and what they took.
alter table inbound_message
    add column expected_version bigint;           -- of the referral, if the partner asked for one

create table partner_call (                       -- calls that are no messages: look-ups, polls, files
    partner_id     text primary key,
    answered_at    timestamptz,
    failed_at      timestamptz,
    fault          text,                          -- code of the last failure
    failures       int not null default 0         -- in a row
);

create table registry_subscription (              -- whether the registry tells of changes
    partner_id     text primary key,
    state          text not null check (state in ('ASKED', 'SUBSCRIBED', 'REFUSED')),
    code           text,                          -- why it refused
    answered_at    timestamptz,
    ask_at         timestamptz not null           -- when it is asked again
);
