-- Until when a partner's changes were read, by whole rounds: what was archived last does not say what came before it (ADR 73).
create table poll_progress (
    partner_id  text primary key,
    read_until  timestamptz not null,
    -- When the first of the rounds began that were cut off, one after the other; null after a whole one.
    cut_since   timestamptz
);

-- Where the version before would have gone on: behind the newest change that it kept. A round that begins at poll-first instead may
-- begin later than that, of a partner that was paused for weeks. What changed later than its newest message came is of a wrong clock.
insert into poll_progress (partner_id, read_until)
select i.partner_id, cast(max(substr(i.message_id, 6, 24) collate "C") as timestamptz)
from inbound_id i join (select partner_id, max(received_at) as at from inbound_message group by partner_id) newest
  on newest.partner_id = i.partner_id
  left join inbound_message m on m.id = i.inbound_id
-- Of what is kept no longer the id alone is left, which may be a partner's own that looks like a poll's.
where coalesce(m.channel, 'poll') = 'poll' and i.message_id like 'poll/%' and i.message_id ~ '^poll/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z/'
  and pg_input_is_valid(substr(i.message_id, 6, 24), 'timestamptz')
  and i.message_id collate "C" < 'poll/' || to_char(newest.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z~"')
group by i.partner_id;

drop index inbound_polled;

-- What nobody could translate is tried again once after each start.
create index inbound_untranslated on inbound_message (processed_at) where state = 'PARKED' and content is not null;
