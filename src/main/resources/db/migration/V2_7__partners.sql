-- What partners said and what they took.
alter table inbound_message
    add column expected_version bigint;           -- of the referral, if the partner asked for one

create table registry_subscription (              -- whether the registry tells of changes
    partner_id     text primary key,
    state          text not null check (state in ('ASKED', 'SUBSCRIBED', 'REFUSED')),
    code           text,                          -- why it refused
    answered_at    timestamptz,
    ask_at         timestamptz not null           -- when it is asked again
);
