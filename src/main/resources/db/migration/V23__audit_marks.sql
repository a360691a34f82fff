-- Each leaf carries the hub's mark: a keyed hash that whoever can write to this database cannot make (ADR 6). No leaf gets a number
-- without one, but those that were there before this; the leaf marked_by says from where on there are marks.
alter table audit_leaf
    add column mark bytea;
alter table audit_tree
    add column unmarked  boolean not null default false, -- whether there were leaves before marks
    add column marked_by uuid;
update audit_tree set unmarked = exists (select 1 from audit_leaf);

-- Against a slip. Who owns the tables can take it away: marks, numbers and checkpoints are what shows a change.
create function audit_leaf_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('rabta.dropping', true) = 'audit_leaf' then
        return old;
    end if;
    raise exception 'A leaf of the audit is neither changed nor deleted; retention drops whole months (src/docs/audit.md)';
end $$;
create trigger audit_leaf_stays before update or delete on audit_leaf
    for each row execute function audit_leaf_stays();
-- Of all months at once; a month by itself is emptied as it is dropped, by who owns it.
create trigger audit_leaf_stays_whole before truncate on audit_leaf
    for each statement execute function audit_leaf_stays();
