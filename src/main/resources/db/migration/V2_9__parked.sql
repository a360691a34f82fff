-- What an attempt says about itself, and what a partner knows.
alter table delivery_attempt
    add column unsent boolean not null default false, -- it ended before a byte of the message went out
    add column detail jsonb;                          -- where a message failed its mapping: names of fields, no values
alter table referral
    add column read_here boolean not null default false; -- its partner read it at the hub, whatever became of messages
