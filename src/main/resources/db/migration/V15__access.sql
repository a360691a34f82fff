-- A webhook hears of what the token that made it may see; of one without a place, of all that its client recorded.
alter table subscription
    add column office text,
    add column province text;
