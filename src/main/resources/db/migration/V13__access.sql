-- A webhook hears of what the token that made it may see; of one without a place, of all that its client recorded.
alter table subscription
    add column office text,
    add column province text;

-- Who may read what messages say, why, and until when. Rows are never deleted, and never made to last longer.
create table break_glass (
    id             uuid primary key,              -- UUIDv7: order of lists
    kind           text not null check (kind in ('delivery', 'inbound', 'person')),
    object         text not null,
    protected      boolean not null,              -- also what is about a protected witness
    reason         text not null,
    case_reference text,
    seconds        bigint not null,               -- from the approval
    requested_by   text not null,                 -- the client
    requester      text not null,                 -- the token's subject
    requested_at   timestamptz not null,
    approved_by    text,
    approver       text,
    approved_at    timestamptz,
    expires_at     timestamptz,
    revoked_by     text,
    revoked_at     timestamptz,
    check (approver <> requester)
);
-- Whose an inbound message is.
create index partner_event_of_inbound on partner_event (inbound_id) where inbound_id is not null;
