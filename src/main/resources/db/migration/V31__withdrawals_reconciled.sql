-- What reconciliation looks for besides (V26): it grows by what is exceptional. By created_at, which never changes: with updated_at
-- in it, every update of a delivery would write into all indexes.
create index delivery_withdrawal on delivery (destination, state, created_at) where kind = 'cancellation';
create index inbound_parked on inbound_message (partner_id, received_at) where state = 'PARKED';
create index referral_expired on referral (partner_id, updated_at) where status = 'EXPIRED' and dispatched;
