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

-- How much of a status there is depends on the partner: one that was away has nearly all that is REQUESTED. Without this the planner
-- thinks that each has its share, and reads one partner's backlog in the others' rounds.
create statistics referral_of_partner_status (mcv) on partner_id, status from referral;
analyze referral (partner_id, status);
