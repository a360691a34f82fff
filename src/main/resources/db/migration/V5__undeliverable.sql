-- Events about a partner are about no person and belong to no client.
alter table referral_event alter column client_id drop not null;
