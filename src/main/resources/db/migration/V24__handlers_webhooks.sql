-- Whether the token that made a subscription had clearance: then it hears what its client itself recorded of protected witnesses.
alter table subscription add column cleared boolean not null default false;
