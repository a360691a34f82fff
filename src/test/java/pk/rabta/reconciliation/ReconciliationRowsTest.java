package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import pk.rabta.sandbox.SeededRows;

/**
 * However many referrals, messages and lists there are, a round looks at those of its days and at what is open. With
 * {@code -Dreconciliation.rows=1000000} it tells how long that takes with a million.
 */
class ReconciliationRowsTest {

    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationRowsTest.class);
    private static final int COUNT = Integer.getInteger("reconciliation.rows", 20_000);
    private static final int DAYS = 400;
    private static final Instant NOW = Instant.parse("2026-03-06T12:00:00Z");
    /** Two partners; of each hundredth referral the clock is over, each fiftieth delivery stands in a list unanswered. */
    private static final String SEED = """
            set session_replication_role = replica;
            insert into person (victim_id, token, created_at) values ('P', 'T', timestamptz '2025-01-01');
            insert into consent (id, victim_id, client_id, basis, status, given_by, capacity, purposes, recipients,
              data_scopes, method, valid_from, created_at) values ('C', 'P', 'tool', 'CONSENT', 'ACTIVE', 'SELF', 'ADULT',
              '{}', '{}', '{}', 'SIGNATURE', timestamptz '2025-01-01', timestamptz '2025-01-01');
            insert into case_file (key, id, victim_id, consent_id, status, client_id, created_at, updated_at)
            values (gen_random_uuid(), 'F', 'P', 'C', 'open', 'tool', timestamptz '2025-01-01', timestamptz '2025-01-01');
            create function at(i bigint) returns timestamptz language sql immutable as
              $$ select timestamptz '2026-03-06 12:00Z' - (<count> - i) * (interval '<days> days' / <count>) $$;
            create function key(i bigint) returns uuid language sql immutable as
              $$ select cast(lpad(to_hex(cast(extract(epoch from at(i)) * 1000 as bigint)), 12, '0') || '7'
                || lpad(to_hex(i), 19, '0') as uuid) $$;
            insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase,
              urgency, priority, order_group, status, content, client_id, created_at, updated_at, dispatched, acked_at,
              respond_by, accepted_at)
            select key(i), 'R' || i, 'F', 'P', 'C', 'partner-' || i % 2, 'programme-' || i, 'HEALTH', 'RELIEF', 'ROUTINE', 4,
              gen_random_uuid(), case when i % 1000 < 2 then 'RECEIVED' when i % 100 < 4 then 'IN_PROGRESS'
                else 'COMPLETED' end, '', 'tool', at(i), at(i), true, at(i),
              case when i % 1000 < 2 then at(i) + interval '2 days' end,
              case when i % 100 < 4 then greatest(at(i), at(<count>) - interval '20 days') end
            from generate_series(1, <count>) i;
            insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind, message, state,
              due_at, created_at, updated_at, attempt_id, settled_at)
            select key(i), 'M' || i, 'q', 'partner-' || i % 2, 'R' || i, gen_random_uuid(), 4, 'request', 'request',
              case when i % 1000 < 2 then 'SENT' else 'ACKED' end, at(i), at(i), at(i), key(i), at(i)
            from generate_series(1, <count>) i;
            insert into inbound_message (id, partner_id, message_id, channel, media_type, state, problem, received_at)
            select key(i), 'partner-' || i % 2, 'm' || i, 'rest', 'application/json',
              case when i % 200 < 2 then 'REFUSED' else 'APPLIED' end, case when i % 200 < 2 then cast('{"0":"UNKNOWN"}' as jsonb) end,
              at(i) from generate_series(1, <count>) i;
            insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
            select key(i * 100), 'partner-' || i % 2, 'OUT', 'list-' || i, 'list', 'RENAMED', 100, at(i * 100), at(i * 100)
            from generate_series(1, <count> / 100) i;
            insert into batch_row (file_id, number, delivery_id, attempt_id, referral_id, state)
            select key(((i - 1) / 200) * 200 + 100 + 100 * (i % 2)), 1 + (i - 1) / 2 % 100, key(i), key(i), 'R' || i, 'LISTED'
            from generate_series(1, <count>) i where ((i - 1) / 200) * 200 + 200 <= <count>;
            insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase,
              urgency, priority, order_group, status, content, client_id, created_at, updated_at, acknowledge_by)
            select gen_random_uuid(), 'W' || i, 'F', 'P', 'C', 'away', 'away-' || i, 'HEALTH', 'RELIEF', 'ROUTINE', 4,
              gen_random_uuid(), 'REQUESTED', '', 'tool', at(<count>) - interval '30 days', at(i),
              at(<count>) - interval '29 days' from generate_series(1, <count>) i;
            insert into batch_file (id, partner_id, direction, name, kind, state, row_count, bad_rows, created_at, updated_at)
            values (key(1), 'partner-2', 'IN', 'whole-department', 'return', 'APPLIED', <count>, <count>, at(<count>),
              at(<count>));
            insert into batch_row (file_id, number, referral_id, state, problem)
            select key(1), i, null, case when i % 10 = 1 then 'APPLIED' else 'REFUSED' end,
              case when i % 10 = 1 then null when i % 10 = 2 then cast('[{"code": "row.value-missing"}]' as jsonb)
                else cast('[{"code": "row.reference-unknown"}]' as jsonb) end from generate_series(1, <count>) i;
            insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase,
              urgency, priority, order_group, status, content, client_id, created_at, updated_at, dispatched)
            select key(<count> + i), 'T' || i, 'F', 'P', 'C', 'twice', 'twice-' || i, 'HEALTH', 'RELIEF', 'ROUTINE', 4,
              gen_random_uuid(), 'RECEIVED', '', 'tool', at(<count>), at(<count>), true from generate_series(1, 2) i;
            insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind, message, state,
              due_at, created_at, updated_at, attempt_id, settled_at)
            select key(<count> + i), 'T' || i, 'q', 'twice', 'T' || i, gen_random_uuid(), 4, 'request', 'request',
              case i when 1 then 'ACKED' else 'SENT' end, at(1), at(1), at(1), key(2 * i), at(1)
            from generate_series(1, 2) i;
            insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
            values (key(2), 'twice', 'OUT', 'twice', 'list', 'RENAMED', 2, at(<count>), at(<count>));
            insert into batch_row (file_id, number, delivery_id, attempt_id, referral_id, state)
            select key(2), i, key(<count> + i), key(4), 'T' || i, 'LISTED' from generate_series(1, 2) i;
            analyze""".replace("<count>", Integer.toString(COUNT)).replace("<days>", Integer.toString(DAYS));

    private static SeededRows seeded;
    private static JdbcClient jdbc;

    @BeforeAll
    static void seed() {
        seeded = SeededRows.of(SEED);
        jdbc = seeded.jdbc();
    }

    @Test
    void a_round_looks_at_its_days_and_at_what_is_open() {
        Period week = Period.ending(LocalDate.of(2026, 3, 6), 7);
        Map<String, Long> rows = seeded.looksAt(() -> {
            Gaps.Found gaps = gaps().find("partner-1", week, Whose.EVERYBODY, NOW);
            assertThat(gaps.numbers().get(GapKind.UNANSWERED)).isGreaterThan(COUNT / 1000L - 10);
            assertThat(gaps.numbers().get(GapKind.UNKNOWN)).isPositive().isLessThan(COUNT / 200L / 10);
            assertThat(gaps.numbers().get(GapKind.ROW_MISSING)).isPositive();
            Day sum = new DayRows(jdbc).of("partner-1", week, Whose.EVERYBODY).values().stream().reduce(Day.NONE, Day::plus);
            assertThat(sum.accepted()).isBetween(COUNT * 6L / DAYS / 2, COUNT * 7L / DAYS / 2 + 1);
            assertThat(new FileRows(jdbc).of("partner-1", week, Whose.EVERYBODY)).isNotEmpty();
        });
        LOG.info("rows that a round looks at, of {} referrals: {}", COUNT, rows);
        // The days' own, each list that stands open with its rows, and what is late or silent; nothing else of a year.
        assertThat(rows.get("referral")).isLessThan(COUNT / 5L);
        assertThat(rows.getOrDefault("inbound_message_default", 0L)).isLessThan(COUNT / 100L);
    }

    /** Of a partner without lists: what is open, and the days' own, of all partners at most. */
    @Test
    void without_lists_it_looks_at_few() {
        Period week = Period.ending(LocalDate.of(2026, 3, 6), 7);
        Map<String, Long> rows = seeded.looksAt(() -> {
            Gaps.Found gaps = gaps().find("partner-2", week, Whose.EVERYBODY, NOW);
            assertThat(gaps.listed()).as("a department's whole list is one gap").singleElement().satisfies(gap -> {
                assertThat(gap.kind()).isEqualTo(GapKind.ROW_ADDITIONAL);
                assertThat(gap.row()).isEqualTo(3);
                assertThat(gap.rows()).isEqualTo(COUNT * 8L / 10);
            });
            new DayRows(jdbc).of("partner-2", week, Whose.EVERYBODY);
        });
        LOG.info("rows that a round of a partner without lists looks at, of {} referrals: {}", COUNT, rows);
        assertThat(rows.get("referral")).as("nothing of another partner's backlog").isLessThan(COUNT * 8L / DAYS);
    }

    /** Weeks of backlog: all of it is counted, the oldest are listed, and no row is sorted or written down for the number. */
    @Test
    void a_partner_that_was_away_is_counted_whole() {
        Map<String, Long> rows = seeded.looksAt(() -> {
            Gaps.Found gaps = gaps().find("away", Period.ending(LocalDate.of(2026, 3, 6), 7), Whose.EVERYBODY, NOW);
            assertThat(gaps.numbers().get(GapKind.UNDELIVERED)).isEqualTo(COUNT);
            assertThat(gaps.oldest().get(GapKind.UNDELIVERED)).isEqualTo(NOW.minus(Duration.ofDays(30)));
            assertThat(gaps.listed()).hasSize(Gaps.MOST);
        });
        assertThat(rows.get("referral")).as("counted, and listed").isLessThan(COUNT * 21L / 10);
    }

    /** The database ends a question that takes longer than it may: it does not hold a connection for ever. */
    @Test
    void a_question_ends_after_its_longest_time() throws SQLException {
        ReconciliationSettings brief =
                new ReconciliationSettings(7, Duration.ofDays(14), Duration.ofDays(2), Duration.ofSeconds(1));
        Reports reports = new Reports(new DayRows(jdbc), new FileRows(jdbc), gaps(), jdbc, brief,
                Clock.fixed(NOW, ZoneOffset.UTC), new DataSourceTransactionManager(seeded.source()));
        try (Connection other = seeded.source().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table batch_file in access exclusive mode");
            assertThatThrownBy(() -> reports.make("partner-1", Period.ending(LocalDate.of(2026, 3, 6), 7), Whose.EVERYBODY))
                    .isInstanceOf(QueryTimeoutException.class);
            other.rollback();
        }
    }

    /** A list of which a row went again with another, and was answered there: this list was not answered yet. */
    @Test
    void what_another_list_was_answered_counts_in_that_one() {
        Period week = Period.ending(LocalDate.of(2026, 3, 6), 7);
        assertThat(gaps().find("twice", week, Whose.EVERYBODY, NOW).numbers().get(GapKind.ROW_MISSING)).isZero();
        assertThat(new FileRows(jdbc).of("twice", week, Whose.EVERYBODY)).singleElement().satisfies(list -> {
            assertThat(list.rows()).isEqualTo(2);
            assertThat(list.acknowledged()).isZero();
            assertThat(list.unanswered()).isEqualTo(1);
        });
    }

    private static Gaps gaps() {
        return new Gaps(jdbc, new ReconciliationSettings(7, Duration.ofDays(14), Duration.ofDays(2), Duration.ofMinutes(1)),
                Duration.ofDays(30));
    }
}
