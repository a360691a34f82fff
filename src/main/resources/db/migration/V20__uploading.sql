-- A list whose upload has begun says so before its first byte leaves: state UPLOADING, with the temporary name.
alter table batch_file
    add column stale_at timestamptz;              -- OUT: since when a temporary file may lie at the partner that must go
create index batch_file_stale on batch_file (partner_id) where stale_at is not null;
drop index batch_file_open;
create index batch_file_open on batch_file (partner_id, created_at)
    where state in ('SEALED', 'UPLOADING', 'UPLOADED', 'SPOOLED', 'APPLYING');

-- Of what an earlier version sealed nobody knows whether its upload had begun; what it dropped may lie there too.
update batch_file set state = 'UPLOADING', stale_at = updated_at where direction = 'OUT' and state = 'SEALED';
update batch_file set stale_at = updated_at where direction = 'OUT' and state = 'DROPPED';
