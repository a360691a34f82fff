-- Ids that callers and partners chose stood here as they were; now they are kept without the numbers of persons in them (ADR 47). The
-- hub rewrites what stood before at its first start, before it serves anybody (EarlierIds): each table until it is looked through.
create table earlier_ids (
    kept_in        text primary key
);
insert into earlier_ids select 'partner_event' where exists (select 1 from partner_event);
insert into earlier_ids select 'idempotency_key' where exists (select 1 from idempotency_key);
insert into earlier_ids select 'inbound_id' where exists (select 1 from inbound_id);
insert into earlier_ids select 'inbound_message' where exists (select 1 from inbound_message);
