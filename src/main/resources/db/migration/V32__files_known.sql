-- A file from a partner is known by its bytes as one kind of file: the same under a name of another kind are another file.
drop index batch_file_content;
create unique index batch_file_content on batch_file (partner_id, content_hash, kind, correction)
    where direction = 'IN' and state <> 'REFUSED';

-- Which file it was, so that one that cannot be moved away is not answered at each look.
alter table batch_arrival
    add column modified_at timestamptz,           -- when the partner's server says it was changed; null where it says nothing
    add column seen_at timestamptz;               -- when it was found in its folder last
