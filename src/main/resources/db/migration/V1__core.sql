-- The hub's truth and everything that waits. Times come from the application's clock, never from now().
-- What names a person is sealed (bytea) under that person's key; the rest are codes and random ids.
-- What only grows is partitioned by the month of its UUIDv7 key. The hub makes the months (Partitions, ADR 54); rows of
-- a month without a partition go to the default one, so that no row is ever refused.

create table person (
    victim_id      text primary key,
    token          text not null unique,          -- stands for the person where no identity may go
    sealed_key     bytea,                         -- the person's data key under the master key; null once shredded
    snapshot       bytea,                         -- what the registry said, sealed under the person's key
    cnic_hash      bytea,                         -- keyed, for equality only
    province       text,
    district       text,
    flags          text[] not null default '{}',  -- protection flags
    deceased       boolean not null default false,
    merged_into    text,
    read_at        timestamptz,                   -- when the registry was last read
    told           bigint not null default 0,     -- how often it told of a change; an answer asked before is stale
    created_at     timestamptz not null
);
create index person_cnic on person (cnic_hash) where cnic_hash is not null;

create table consent (
    id             text primary key,
    victim_id      text not null references person,
    client_id      text not null,
    basis          text not null check (basis in ('CONSENT', 'VITAL_INTEREST', 'LEGAL_OBLIGATION', 'PUBLIC_TASK')),
    status         text not null check (status in ('ACTIVE', 'WITHDRAWN')),
    given_by       text not null,
    capacity       text not null,
    relationship   text,
    purposes       text[] not null,
    recipients     text[] not null,
    data_scopes    text[] not null,
    language       text,
    method         text not null,
    restrictions   jsonb not null default '{}',
    evidence       jsonb not null default '{}',   -- reference and hash of the paper, never the paper
    reviewed_by    text,                          -- second person of a basis other than consent
    valid_from     timestamptz not null,
    valid_to       timestamptz,
    review_at      timestamptz,
    withdrawn_at   timestamptz,
    created_at     timestamptz not null,
    version        bigint not null default 1
);
create index consent_of_victim on consent (victim_id, created_at);

create table case_file (
    key            uuid primary key,              -- UUIDv7: order of lists
    id             text not null unique,
    victim_id      text not null references person,
    consent_id     text not null references consent,
    status         text not null check (status in ('open', 'matching-pending', 'closed')),
    waiting_for    text[] not null default '{}',
    needs          jsonb not null default '[]',
    request        bytea,                         -- sealed: contact and details of a case still to be matched
    client_id      text not null,
    vso            text,
    office         text,
    province       text,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    version        bigint not null default 1
);
create index case_of_victim on case_file (victim_id, key);
create index case_pending on case_file (key) where status = 'matching-pending';

create table referral (
    key            uuid primary key,
    id             text not null unique,
    case_id        text not null references case_file (id),
    victim_id      text not null references person,
    consent_id     text not null references consent,
    partner_id     text not null,
    programme_id   text not null,
    service        text not null,
    need           text,
    phase          text not null,
    urgency        text not null,
    priority       smallint not null,             -- 9 goes first
    order_group    uuid not null,                 -- (partner, person, priority) under a keyed hash
    status         text not null,
    business_status text,
    waiting_for    text[] not null default '{}',
    dispatched     boolean not null default false,
    work_recorded  boolean not null default false,
    partner_reference text,
    partner_sequence bigint,
    reason         jsonb,
    outcome        jsonb,
    content        bytea not null,                -- sealed: contact, restrictions, details
    progress       bytea,                         -- sealed: last reason, outcome, appointment, documents asked for
    replaces       text,
    client_id      text not null,
    vso            text,
    office         text,
    province       text,
    requested_at   timestamptz,
    acked_at       timestamptz,
    accepted_at    timestamptz,
    acknowledge_by timestamptz,
    respond_by     timestamptz,
    expire_at      timestamptz,
    review_at      timestamptz,
    cancel_by      timestamptz,
    sla_stage      text,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    version        bigint not null default 1
);
-- A person has one open referral to a programme.
create unique index referral_open on referral (victim_id, programme_id)
    where status not in ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR');
create index referral_of_case on referral (case_id);
create index referral_of_victim on referral (victim_id, key);
create index referral_of_consent on referral (consent_id);
create index referral_of_client on referral (client_id, key);
create index referral_of_partner on referral (partner_id, status, key);
create index referral_updated on referral (client_id, updated_at, key);
create index referral_reference on referral (partner_id, partner_reference) where partner_reference is not null;
create index referral_clock on referral (least(acknowledge_by, respond_by, expire_at, review_at, cancel_by))
    where status not in ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR');
create index referral_waiting on referral (key) where status = 'WAITING';

-- History. Readers of the feed take only rows of transactions that are older than every open one,
-- ordered by (tx, position): so a late commit is never skipped, and writers take no lock.
create table referral_event (
    id             uuid primary key,
    tx             xid8 not null default pg_current_xact_id(),
    position       bigint generated always as identity,
    type           text not null,                 -- CloudEvents type without its prefix: referral.requested ...
    referral_id    text,
    case_id        text,
    victim_id      text,
    client_id      text not null,
    partner_id     text,
    transition     text,                          -- T2 ... T20
    implied        boolean not null default false,
    from_status    text,
    to_status      text,
    actor          text not null,
    actor_id       text,
    detail         jsonb not null default '{}',   -- codes and dates only
    content        bytea,                         -- sealed: texts, places, amounts
    inbound_id     uuid,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null
) partition by range (id);
create table referral_event_default partition of referral_event default;
create index referral_event_timeline on referral_event (referral_id, position);
create index referral_event_feed on referral_event (client_id, tx, position);

create table delivery (
    id             uuid primary key,
    sequence       bigint generated always as identity,
    message_id     text not null unique,          -- the same in every attempt
    queue          text not null,                 -- partner id, or webhooks
    destination    text not null,                 -- what is paused or broken as one: partner id or subscription id
    referral_id    text,
    order_group    uuid not null,
    priority       smallint not null,
    kind           text not null check (kind in ('request', 'update', 'cancellation', 'write-back', 'event')),
    message        text not null,                 -- which of the programme's or partner's messages
    detail         jsonb not null default '{}',   -- codes and ids only
    state          text not null check (state in
                     ('DUE', 'PUBLISHED', 'SENDING', 'SENT', 'ACKED', 'RETRY', 'IN_DOUBT', 'PARKED', 'VOIDED')),
    due_at         timestamptz not null,
    enqueue_id     uuid,
    published_at   timestamptz,
    attempts       int not null default 0,
    attempt_id     uuid,
    lease_until    timestamptz,
    reason         jsonb,                         -- why it waits, is parked or voided
    settled_at     timestamptz,
    created_at     timestamptz not null,
    updated_at     timestamptz not null
);
create index delivery_due on delivery (destination, priority desc, sequence) where state in ('DUE', 'RETRY');
create index delivery_published on delivery (queue, published_at) where state = 'PUBLISHED';
create index delivery_in_flight on delivery (destination) where state in ('PUBLISHED', 'SENDING');
create index delivery_lease on delivery (lease_until) where state = 'SENDING';
create index delivery_open on delivery (order_group, sequence)
    where state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT');
create index delivery_parked on delivery (destination, sequence) where state in ('PARKED', 'IN_DOUBT');
create index delivery_of_referral on delivery (referral_id, sequence);

create table delivery_attempt (
    id             uuid primary key,
    delivery_id    uuid not null,
    number         int not null,
    started_at     timestamptz not null,
    finished_at    timestamptz,
    result         text,
    status         int,                           -- the transport's own code
    fault          text,
    endpoint       text
) partition by range (id);
create table delivery_attempt_default partition of delivery_attempt default;
create index delivery_attempt_of on delivery_attempt (delivery_id, number);

create table destination_state (
    id             text primary key,
    paused         boolean not null default false,
    paused_by      text,
    pause_reason   text,
    paused_at      timestamptz,
    failures       int not null default 0,        -- in a row
    parks          int not null default 0,        -- equal ones in a row
    park_reason    text,
    open_until     timestamptz,                   -- breaker: nothing is relayed before
    last_success   timestamptz,
    updated_at     timestamptz not null
);

-- What partners send. The narrow table keeps their message ids longer than the messages.
create table inbound_message (
    id             uuid primary key,
    partner_id     text not null,
    message_id     text not null,
    channel        text not null,
    mapping        text,
    content        bytea,                         -- sealed; null after its retention
    media_type     text not null,
    state          text not null check (state in ('RECEIVED', 'APPLIED', 'REFUSED', 'PARKED')),
    problem        jsonb,
    received_at    timestamptz not null,
    processed_at   timestamptz
) partition by range (id);
create table inbound_message_default partition of inbound_message default;
create index inbound_unprocessed on inbound_message (received_at) where state = 'RECEIVED';
create index inbound_of_partner on inbound_message (partner_id, received_at);

create table inbound_id (
    partner_id     text not null,
    message_id     text not null,
    content_hash   bytea not null,
    inbound_id     uuid not null,
    answer         jsonb,
    primary key (partner_id, message_id)
);

create table partner_event (
    partner_id     text not null,
    event_id       text not null,
    referral_id    text,
    inbound_id     uuid,                          -- null for a command by the API
    effect         text not null,                 -- applied, unchanged, recorded
    recorded_at    timestamptz not null,
    primary key (partner_id, event_id)
);

create table idempotency_key (
    client_id      text not null,
    operation      text not null,
    key            text not null,
    request_hash   bytea not null,
    status         int not null,
    answer         jsonb,                         -- ids only
    etag           text,
    created_at     timestamptz not null,
    primary key (client_id, operation, key)
);
create index idempotency_age on idempotency_key (created_at);

create table document (
    id             text primary key,
    victim_id      text not null references person,
    client_id      text not null,
    type           text not null,
    sha256         text not null,
    media_type     text not null,
    size_bytes     bigint,
    title          bytea,                         -- sealed
    location       bytea,                         -- sealed
    issued_on      date,
    created_at     timestamptz not null,
    version        bigint not null default 1
);
create index document_of_victim on document (victim_id);

create table referral_document (
    referral_id    text not null references referral (id),
    document_id    text not null references document,
    attached_at    timestamptz not null,
    primary key (referral_id, document_id)
);

create table enrolment (
    id             uuid primary key,
    referral_id    text not null unique,
    victim_id      text not null,
    partner_id     text not null,
    programme_id   text not null,
    outcome        text not null,
    detail         bytea not null,                -- sealed: the partner's beneficiary number, benefit
    effective_date date,
    recorded_at    timestamptz not null
);

create table payment_evidence (
    id             uuid primary key,
    referral_id    text not null,
    partner_id     text not null,
    reference      text not null,
    status         text not null,
    detail         bytea not null,                -- sealed: amount, channel
    paid_on        date,
    period         text,
    recorded_at    timestamptz not null,
    unique (partner_id, reference, status)
);

create table hearing (
    id             uuid primary key,
    referral_id    text not null,
    case_number    text not null,
    court          text not null,
    hearing_date   date not null,
    purpose        text,
    mode           text,
    stage          text,
    status         text not null check (status in ('SCHEDULED', 'ADJOURNED', 'HELD')),
    recorded_at    timestamptz not null,
    unique (referral_id, case_number, hearing_date)
);

create table subscription (
    id             text primary key,
    client_id      text not null,
    url            text not null,
    events         text[] not null,
    secret         bytea not null,                -- sealed: HMAC
    status         text not null check (status in ('ACTIVE', 'DELETED')),
    cursor_tx      xid8 not null,                 -- the feed up to here is turned into deliveries
    cursor_position bigint not null,
    created_at     timestamptz not null,
    version        bigint not null default 1
);
create index subscription_of_client on subscription (client_id) where status = 'ACTIVE';

create table batch_file (
    id             uuid primary key,
    partner_id     text not null,
    direction      text not null check (direction in ('OUT', 'IN')),
    name           text not null,
    content_hash   bytea,
    content        bytea,                         -- sealed under a file key, short retention
    state          text not null,                 -- OUT: SEALED, UPLOADED, RENAMED; IN: SPOOLED, APPLYING, APPLIED, REFUSED
    row_count      int not null default 0,
    good_rows      int not null default 0,
    bad_rows       int not null default 0,
    next_row       int not null default 1,        -- IN: where to resume
    problem        jsonb,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    unique (partner_id, direction, name)
);
create unique index batch_file_content on batch_file (partner_id, content_hash) where direction = 'IN';

create table batch_row (
    file_id        uuid not null references batch_file,
    number         int not null,
    delivery_id    uuid,
    attempt_id     uuid,
    referral_id    text,
    state          text not null,
    problem        jsonb,
    primary key (file_id, number)
);
create index batch_row_delivery on batch_row (delivery_id) where delivery_id is not null;

create table audit_leaf (
    id             uuid primary key,
    type           text not null,
    actor          text not null,
    subject        text,                          -- keyed pseudonym of the person
    referral_id    text,
    detail         jsonb not null,                -- field names and ids, never values
    recorded_at    timestamptz not null
) partition by range (id);
create table audit_leaf_default partition of audit_leaf default;
create index audit_leaf_subject on audit_leaf (subject, id);

-- Which node does what only one may do at a time (ADR 55).
create table lease (
    name           text primary key,              -- the route
    holder         uuid not null,                 -- the running process
    epoch          bigint not null,               -- one more at each takeover; checked in every write
    expires_at     timestamptz not null
);
