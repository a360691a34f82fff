alter table partner_call
    add column probed_at timestamptz;             -- asked again last, while nobody answered
