-- What partners said and what they took.
alter table inbound_message
    add column expected_version bigint;           -- of the referral, if the partner asked for one
