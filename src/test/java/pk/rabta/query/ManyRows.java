package pk.rabta.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.SeededRows;

/**
 * A database as it is after some months: {@value #COUNT} referrals with their events, deliveries and messages. It tells
 * how many rows a query looks at, so that a test can say that it is few.
 */
public final class ManyRows {

    public static final int COUNT = 50_000;
    /** Of pages of at most 200 rows: what a query may look at besides what it answers, in any one table. */
    private static final int FEW = 2_000;
    private static final String SEED = """
            set session_replication_role = replica;
            insert into person (victim_id, token, created_at)
            select 'P' || i, 'T' || i, timestamptz '2026-01-01' from generate_series(1, 20000) i;
            insert into consent (id, victim_id, client_id, basis, status, given_by, capacity, purposes, recipients,
              data_scopes, method, valid_from, created_at)
            select 'C' || i, 'P' || i, 'tool', 'CONSENT', 'ACTIVE', 'SELF', 'ADULT', '{}', '{}', '{}', 'SIGNATURE',
              timestamptz '2026-01-01', timestamptz '2026-01-01' from generate_series(1, 20000) i;
            insert into case_file (key, id, victim_id, consent_id, status, client_id, office, created_at, updated_at)
            select gen_random_uuid(), 'F' || i, 'P' || i, 'C' || i, 'open', 'tool', 'office-' || i % 500,
              timestamptz '2026-01-01', timestamptz '2026-01-01' from generate_series(1, 20000) i;
            create function at(i int) returns timestamptz language sql immutable as
              $$ select timestamptz '2026-01-01' + i * interval '1 minute' $$;
            create function key(i int) returns uuid language sql immutable as
              $$ select cast(lpad(to_hex(i), 32, '0') as uuid) $$;
            insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase,
              urgency, priority, order_group, status, content, client_id, office, created_at, updated_at, replaces)
            select key(i), 'R' || i, 'F' || p, 'P' || p, 'C' || p,
              case when i % 5000 = 7 then 'rare' else 'partner-' || i % 5 end, 'programme-' || i, 'HEALTH', 'RELIEF',
              'ROUTINE', 4, gen_random_uuid(),
              case when i % 5000 = 9 then 'FAILED' when i % 10 = 0 then 'REQUESTED' else 'COMPLETED' end, '', 'tool',
              'office-' || p % 500, at(i), at(i), case when i % 50 = 0 then 'R' || i - 1 end
            from generate_series(1, <count>) i, lateral (select 1 + i % 20000 as p) of;
            insert into referral_event (id, tx, type, referral_id, victim_id, client_id, partner_id, actor, occurred_at,
              recorded_at)
            select key(i), cast(cast(3 + i / 400 as text) as xid8), 'referral.requested', 'R' || i,
              'P' || 1 + i % 20000, case when i % 100 = 0 then null else 'tool' end, 'partner-' || i % 5, 'HUB', at(i), at(i)
            from generate_series(1, <count>) i;
            insert into destination_state (id, updated_at)
            select 'partner-' || i, at(1) from generate_series(0, 4) i;
            insert into subscription (id, client_id, url, events, secret, status, cursor_tx, cursor_position,
              created_at)
            select id, client, 'https://example.org/', '{}', '', 'ACTIVE', cast('1' as xid8), 0, at(1)
            from (values ('first', 'tool'), ('nothing', 'quiet')) s (id, client);
            insert into subscription (id, client_id, url, events, secret, status, cursor_tx, cursor_position,
              created_at)
            select 'up-to-date', 'tool', 'https://example.org/', '{}', '', 'ACTIVE', max(tx), max(position), at(1)
            from (select tx, position from referral_event order by tx desc, position desc limit 1) l;
            insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind, message,
              state, due_at, created_at, updated_at)
            select key(i), 'M' || i, 'partner-' || i % 5, 'partner-' || i % 5, 'R' || i, gen_random_uuid(), i % 10,
              'request', 'request',
              case when i % 5 = 4 then case when i % 10000 = 4 then 'DUE' else 'ACKED' end
                when i % 10 = 8 then 'IN_DOUBT' when i % 2 = 0 then 'ACKED' else 'DUE' end, at(i), at(i), at(i)
            from generate_series(1, <count>) i;
            insert into inbound_message (id, partner_id, message_id, channel, mapping, media_type, state, content,
              processed_at, received_at)
            select key(i), 'partner-' || i % 5, 'poll/' || at(i), 'poll', 'x-to-update', 'application/json',
              case when i % 20000 = 3 then 'RECEIVED' when i % 10 = 2 then 'PARKED' else 'APPLIED' end, 'x',
              at(i), at(i) from generate_series(1, <count>) i;
            insert into inbound_id (partner_id, message_id, content_hash, inbound_id)
            select partner_id, 'poll/' || to_char(received_at, 'YYYY-MM-DD"T"HH24:MI:SS.000"Z/"') || id, '', id
            from inbound_message;
            analyze""".replace("<count>", Integer.toString(COUNT));

    private final SeededRows rows = SeededRows.of(SEED);

    private ManyRows() {}

    private static final class Holder {
        private static final ManyRows SHARED = new ManyRows();
    }

    /** The one of this process; nobody changes it. */
    public static ManyRows shared() {
        return Holder.SHARED;
    }

    public JdbcClient jdbc() {
        return rows.jdbc();
    }

    /** Asserts that the queries look at few rows of every table, along an index or not. */
    public void looksAtFew(Runnable queries) {
        looksAtFew(FEW, queries);
    }

    /** The same where a round looks at so many by its design, however many there are. */
    public void looksAtFew(long few, Runnable queries) {
        assertThat(rows.looksAt(queries)).allSatisfy((table, count) -> assertThat(count).as(table).isLessThan(few));
    }
}
