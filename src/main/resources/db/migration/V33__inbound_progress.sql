-- Until when a partner's changes were read, by whole rounds: what was archived last does not say what came before it (ADR 0073).
create table poll_progress (
    partner_id  text primary key,
    read_until  timestamptz not null
);

drop index inbound_polled;

-- What nobody could translate is tried again once after each start.
create index inbound_untranslated on inbound_message (processed_at) where state = 'PARKED' and content is not null;
