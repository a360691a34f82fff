-- What the last look at each invariant found: one node looks, every node answers and counts.
create table invariant_look (
    invariant      text primary key,
    looked_at      timestamptz not null
);
create table invariant_violation (
    invariant      text not null,
    object         text not null,                 -- a referral, delivery, partner or queue
    found          text not null,
    hidden         boolean not null,              -- about a protected witness
    since          timestamptz not null,          -- first look that found it
    primary key (invariant, object)
);

-- What is in doubt is rare, what is parked may be much.
create index delivery_doubt on delivery (destination, sequence) where state = 'IN_DOUBT';
