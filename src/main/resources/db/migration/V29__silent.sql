create table registry_silence (                   -- look-ups that a registry answered none of in time
    partner_id     text primary key,
    unanswered     int not null,                  -- in a row
    asked_at       timestamptz not null           -- last
);

create index delivery_in_doubt on delivery (destination, priority desc, sequence) where state = 'IN_DOUBT';
