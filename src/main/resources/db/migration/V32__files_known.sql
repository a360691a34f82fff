-- A file from a partner is known by its bytes as one kind of file: the same under a name of another kind are another file.
drop index batch_file_content;
create unique index batch_file_content on batch_file (partner_id, content_hash, kind, correction)
    where direction = 'IN' and state <> 'REFUSED';
