-- By itself, for rows of files from partners wait while these are built, and nothing else.
-- What reconciliation asks of files from partners: rows about a referral that did not allow them are few; those about nobody are
-- counted in the index. Neither grows by a row that counts.
create index batch_row_refused on batch_row (file_id, number) where state = 'REFUSED' and referral_id is not null;
create index batch_row_unknown on batch_row (file_id, number)
    where state = 'REFUSED' and problem @> '[{"code": "row.reference-unknown"}]';
