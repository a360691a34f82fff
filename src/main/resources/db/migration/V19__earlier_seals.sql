-- A hub of a version before V16 that still runs during the update would write what no hub opens afterwards: keys sealed directly
-- under the one master key (60 bytes; under a ring of them 65), messages and files without a key of their own. That is refused, so
-- that whoever asked it hears an error and asks again. What stood before is taken over by EarlierSeals; the indexes find it (ADR 26).
create function refuse_earlier_seal() returns trigger language plpgsql as $$ begin
    if tg_table_name = 'batch_chunk' then
        perform 1 from batch_file where id = new.file_id and sealed_key is not null;
        if found then
            return new;
        end if;
    end if;
    raise exception 'a hub of a version before V16 wrote to %: stop it (ADR 26)', tg_table_name;
end $$;

create trigger person_earlier before insert or update of sealed_key on person for each row
    when (octet_length(new.sealed_key) = 60) execute function refuse_earlier_seal();
create trigger subscription_earlier before insert or update of secret on subscription for each row
    when (octet_length(new.secret) = 60) execute function refuse_earlier_seal();
create trigger inbound_message_earlier before insert on inbound_message for each row
    when (new.content is not null and new.sealed_key is null) execute function refuse_earlier_seal();
create trigger batch_chunk_earlier before insert on batch_chunk for each row execute function refuse_earlier_seal();

create index person_earlier on person (victim_id) where octet_length(sealed_key) = 60;
create index inbound_message_earlier on inbound_message (id) where content is not null and sealed_key is null;
