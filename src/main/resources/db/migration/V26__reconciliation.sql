-- The numbers of each partner's reconciliation: of a day of Pakistan those of its last round. No ids, so nothing to withhold.
create table reconciliation (
    partner_id     text not null,
    day            date not null,                 -- on which it was made
    from_day       date not null,                 -- the days whose referrals are in the totals
    to_day         date not null,
    totals         jsonb not null,                -- accepted, sent, acknowledged, answered ...
    counts         jsonb not null,                -- gaps by kind
    made_at        timestamptz not null,
    primary key (partner_id, day)
);

-- What it looks for, whatever else there is (ReconciliationRowsTest). None of these grows by a referral that is accepted.
create index referral_told on referral (partner_id) where status in ('WAITING', 'REQUESTED') and partner_told_at is not null;
create index inbound_refused on inbound_message (partner_id, received_at) where state in ('REFUSED', 'PARTLY');
create index batch_file_day on batch_file (partner_id, created_at);
create index batch_arrival_file on batch_arrival (file_id);
