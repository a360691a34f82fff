-- After the database was restored to a state that is older than the last that the hub did, before a hub starts:
-- src/docs/production.md, Restore. Running it twice does no harm.
\set ON_ERROR_STOP on
begin;

-- What waited to be sent may have gone out since. Partners who can be asked are asked, those who know a message id again
-- get it again, and what must not come twice waits for a person (in-doubt of the profile). A referral whose request it is
-- counts as told to its partner.
with waited as (
  update delivery set state = 'IN_DOUBT', due_at = now(), enqueue_id = null, published_at = null, attempts = attempts + 1
  where state in ('DUE', 'RETRY', 'PUBLISHED') and kind <> 'event' returning referral_id, kind)
update referral set dispatched = true where id in (select referral_id from waited where kind = 'request');

-- So may what waited for a condition or for its match, which has no message yet. The mark makes its request one in doubt as
-- soon as there is one, under the ids that it had before.
update referral set reason = '{"code": "technical.in-doubt"}' where status = 'WAITING';
update case_file set reason = 'technical.in-doubt' where status = 'matching-pending';

-- What the registry told since, that somebody is protected or dead, is forgotten: the hub asks again about everybody before
-- anything leaves, about those first for whom something waits.
update person set read_at = null where erased_at is null;

-- Consents that were withdrawn since are valid again: nothing leaves before an administrator resumes each partner. A case that
-- waits may be matched to one that had no message yet, so whoever a consent names is among them.
insert into destination_state (id, paused, paused_by, pause_reason, paused_at, updated_at)
select id, true, 'operator', 'restored', now(), now()
from (select destination as id from delivery where kind <> 'event' union select partner_id from referral
  union select unnest(recipients) from consent) partners
on conflict (id) do update set paused = true, paused_by = 'operator', pause_reason = 'restored', paused_at = now();

commit;
