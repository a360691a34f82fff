-- The audit as a Merkle log (ADR 6): leaves are written as before, and numbered afterwards by one node at a time.
-- Leaves that are there already come first, in the order of their ids.
alter table audit_leaf
    add column tx xid8 not null default pg_current_xact_id(),
    add column leaf_hash bytea;                   -- of its canonical bytes; null where it was written before this
create index audit_leaf_order on audit_leaf (tx, id);

-- Which leaf has which number. Stays when the leaf itself is dropped.
create table audit_entry (
    leaf_index     bigint primary key,
    leaf_id        uuid not null unique,
    hash           bytea not null
);

-- Complete subtrees above the leaves: level 1 has two of them.
create table audit_node (
    level          smallint not null,
    node_index     bigint not null,
    hash           bytea not null,
    primary key (level, node_index)
);

-- One row: how far numbering is.
create table audit_tree (
    one            boolean primary key default true check (one),
    size           bigint not null,
    tx             xid8 not null,                 -- the last leaf's place in the order
    leaf_id        uuid not null,
    dropped_by     uuid                           -- the leaf that says up to which month leaves are not kept
);
insert into audit_tree (size, tx, leaf_id) values (0, '0', '00000000-0000-0000-0000-000000000000');

create table audit_checkpoint (
    size           bigint primary key,
    note           text not null,                 -- signed
    made_at        timestamptz not null
);
