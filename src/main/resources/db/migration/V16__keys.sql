-- Keys: several master keys at a time, a key for each file and message, erasure (ADR 26 to 28).

create table master_key (                         -- every key that ever sealed anything, by its id; never the key
    id             text primary key,
    first_sealed_at timestamptz not null,
    last_sealed_at timestamptz not null
);

create table key_holder (                         -- which running node has which master keys
    node           uuid primary key,
    keys           text[] not null,
    sealing        text not null,
    seen_at        timestamptz not null
);

create table hub_key (                            -- keys that outlive a master key: sealed under it
    name           text primary key,
    sealed         bytea not null,
    created_at     timestamptz not null
);

alter table inbound_message
    add column sealed_key bytea;                  -- the message's own key, under a master key; with sealed_for, under that person's
-- What was sealed before this, also files not read and lists not sent yet, has no key of its own. It stays as it is here, where no
-- key is known: the hub seals it anew at its first start (EarlierSeals), before it reads anything.
alter table batch_file
    add column sealed_key bytea;                  -- the file's own key; null once it is over
-- Files have been in pieces (batch_chunk) from V2 on. Nothing was ever written here; should something be, the migration stops.
do $$ begin
    if exists (select 1 from batch_file where content is not null) then
        raise exception 'batch_file.content holds something: move it into batch_chunk before this migration drops the column';
    end if;
end $$;
alter table batch_file drop column content;

-- The first bytes of what is sealed name the master key.
create index person_master on person (substring(sealed_key from 1 for 5)) where sealed_key is not null;
create index inbound_message_master on inbound_message (substring(sealed_key from 1 for 5))
    where sealed_key is not null and sealed_for is null;
create index batch_file_master on batch_file (substring(sealed_key from 1 for 5)) where sealed_key is not null;
create index subscription_master on subscription (substring(secret from 1 for 5));
create index inbound_message_sealed_for on inbound_message (sealed_for) where sealed_for is not null;

-- When the person's key was destroyed, here and wherever a copy of this database is used.
alter table person
    add column erased_at timestamptz,
    add column erase_by text,                     -- who asked first that they be erased; a second one decides (ADR 27)
    add column erase_at timestamptz;
