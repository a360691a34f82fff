-- Whose a consent or a document is: the office and the province that its tool's token named.
alter table consent
    add column vso text,
    add column office text,
    add column province text,
    add column witness text,
    add column justification bytea,               -- sealed: why a basis other than consent was used
    add column withdrawn_by text;
alter table document
    add column vso text,
    add column office text,
    add column province text;
create index case_of_client on case_file (client_id, key);
