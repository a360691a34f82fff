-- One cheque or transfer may pay several persons, or several instalments: each is evidence of its own. A repeat is none.
alter table payment_evidence drop constraint payment_evidence_partner_id_reference_status_key;
create unique index payment_once on payment_evidence (referral_id, reference, status, period) nulls not distinct;
