-- Lists and rounds look at a page, however much there is (tests *RowsTest).

-- Protected witnesses are few: whoever leaves them out looks at these alone.
create index person_hidden on person (victim_id) where 'WITNESS_PROTECTED' = any (flags);

create index referral_replaces on referral (replaces) where replaces is not null;
create index referral_of_office on referral (office, key) where office is not null;
create index referral_of_status on referral (client_id, status, key);
create index referral_of_programme on referral (client_id, programme_id, key);
-- Also: with which partners has a client to do?
create index referral_of_client_partner on referral (client_id, partner_id, key);

-- Where polling goes on: text that sorts as bytes, whatever the database's collation.
create index inbound_polled on inbound_id (partner_id, (message_id collate "C")) where message_id like 'poll/%';
