-- What an attempt says about itself, and what a partner knows.
alter table delivery_attempt
    add column unsent boolean not null default false, -- it ended before a byte of the message went out
    add column detail jsonb;                          -- where a message failed its mapping: names of fields, no values
alter table referral
    add column read_here boolean not null default false; -- its partner read it at the hub, whatever became of messages

-- A message of which a part counted.
alter table inbound_message
    drop constraint inbound_message_state_check,
    add constraint inbound_message_state_check
        check (state in ('RECEIVED', 'APPLIED', 'PARTLY', 'REFUSED', 'PARKED')),
    add column applied int not null default 0,        -- updates and changes that counted
    add column refused int not null default 0;        -- those that did not, and events that were not understood
alter table inbound_id drop column answer;
