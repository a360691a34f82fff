-- Accepts a case with its referrals: one statement, so one transaction and one round trip.
-- Also the referrals of a case that waited for the registry: then there is no request key and no new case.
-- What a handler submits for a protected witness is withheld from its first moment, and so must its basis be (ADR 59).
-- All or nothing hangs on the gate: this request's turn, a basis that still holds and cannot be withdrawn meanwhile, and
-- replaced referrals that still may be: a late answer of the partner comes before, and counts, or after, and is recorded.
with p as (
  select d, coalesce(cast(d ->> 'withheld' as boolean), false) as withheld,
    coalesce(cast(d ->> 'inDoubt' as boolean), false) as in_doubt
  from (select cast(:document as jsonb) as d) document
), turn as materialized (
  select pg_try_advisory_xact_lock(:turn) as mine
), basis as materialized (
  select id from consent c
  where c.id = :consent and c.withheld = (select withheld from p) and {holds}
  for share of c
), named as materialized (
  select array_agg(distinct x ->> 'replaces') filter (where x ->> 'replaces' is not null) as ids
  from p, jsonb_array_elements(d -> 'referrals') x
), replaced as materialized (
  select r.id from referral r
  where (select mine from turn) and exists (select 1 from basis) and r.id = any(cast((select ids from named) as text[]))
    and r.status in ('REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED')
  order by r.key for update
), still as materialized (
  select (select count(*) from replaced) = coalesce(cardinality(ids), 0) as replaceable from named
), gate as materialized (
  select p.d, p.withheld, p.in_doubt from p
  where (select mine from turn) and exists (select 1 from basis) and (select replaceable from still)
), stored as (
  insert into idempotency_key (client_id, operation, key, request_hash, status, answer, created_at)
  select :client, :operation, :key, :hash, 202, d -> 'answer', :now from gate where cast(:key as text) is not null
), filed as (
  insert into case_file (key, id, victim_id, consent_id, status, waiting_for, needs, request, client_id, vso, office,
    province, withheld, created_at, updated_at)
  select x.key, x.id, x.victim_id, :consent, x.status, x.waiting_for, d -> 'needs', decode(x.request, 'base64'),
    :client, x.vso, x.office, x.province, withheld, :now, :now
  from gate, jsonb_to_record(d -> 'case') as x (key uuid, id text, victim_id text, status text, waiting_for text[],
    request text, vso text, office text, province text)
  where x.key is not null
), referred as (
  insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, need, phase,
    urgency, priority, order_group, status, waiting_for, content, replaces, client_id, vso, office, province,
    requested_at, acknowledge_by, expire_at, due_soon_at, withheld, dispatched, reason, created_at, updated_at)
  select x.key, x.id, d #>> '{case,id}', d #>> '{case,victim_id}', :consent, x.partner_id, x.programme_id, x.service,
    x.need, x.phase, x.urgency, x.priority, x.order_group, x.status, x.waiting_for, decode(x.content, 'base64'),
    x.replaces, :client, d #>> '{case,vso}', d #>> '{case,office}', d #>> '{case,province}', x.requested_at,
    x.acknowledge_by, x.expire_at, x.due_soon_at, withheld, in_doubt and x.status = 'REQUESTED',
    case when in_doubt and x.status = 'WAITING' then jsonb_build_object('code', 'technical.in-doubt') end, :now, :now
  from gate, jsonb_to_recordset(d -> 'referrals') as x (key uuid, id text, partner_id text, programme_id text,
    service text, need text, phase text, urgency text, priority smallint, order_group uuid, status text,
    waiting_for text[], content text, replaces text, requested_at timestamptz, acknowledge_by timestamptz,
    expire_at timestamptz, due_soon_at timestamptz)
), told as (
  insert into referral_event (id, type, referral_id, case_id, victim_id, client_id, partner_id, transition, to_status,
    actor, actor_id, detail, occurred_at, recorded_at)
  select x.id, x.type, x.referral_id, d #>> '{case,id}', d #>> '{case,victim_id}', :client, x.partner_id,
    x.transition, x.to_status, coalesce(d ->> 'by', 'TOOL'), case when d -> 'by' is null then :client end, x.detail,
    :now, :now
  from gate, jsonb_to_recordset(d -> 'events') as x (id uuid, type text, referral_id text, partner_id text,
    transition text, to_status text, detail jsonb)
), due as (
  insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind, message, state,
    attempts, due_at, created_at, updated_at)
  select x.id, x.message_id, x.partner_id, x.partner_id, x.referral_id, x.order_group, x.priority, 'request',
    'request', case when in_doubt then 'IN_DOUBT' else 'DUE' end, cast(in_doubt as int), :now, :now, :now
  from gate, jsonb_to_recordset(d -> 'deliveries') as x (id uuid, message_id text, partner_id text, referral_id text,
    order_group uuid, priority smallint)
), documented as (
  insert into referral_document (referral_id, document_id, attached_at)
  select x.referral_id, x.document_id, :now
  from gate, jsonb_to_recordset(d -> 'documents') as x (referral_id text, document_id text)
), audited as (
  insert into audit_leaf (id, type, actor, subject, referral_id, detail, recorded_at, leaf_hash, mark)
  select x.id, x.type, x.actor, x.subject, x.referral_id, x.detail, x.recorded_at, decode(x.leaf_hash, 'hex'),
    decode(x.mark, 'hex')
  from gate, jsonb_to_recordset(d -> 'leaves') as x (id uuid, type text, actor text, subject text, referral_id text,
    detail jsonb, recorded_at timestamptz, leaf_hash text, mark text)
)
select (select mine from turn) as turn, exists (select 1 from basis) as basis,
  (select replaceable from still) as replaceable
