-- What reconciliation looks for besides (V26): it grows by what is exceptional.
create index delivery_withdrawal on delivery (destination, state, updated_at) where kind = 'cancellation';
create index inbound_parked on inbound_message (partner_id, received_at) where state = 'PARKED';
create index referral_expired on referral (partner_id, updated_at) where status = 'EXPIRED' and dispatched;
