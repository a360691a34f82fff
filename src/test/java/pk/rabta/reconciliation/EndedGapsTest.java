package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.SeededRows;

/** What ended here, or was set aside, and lacks its other half all the same: expired, withdrawn, unread. */
class EndedGapsTest {

    private static final Instant NOW = Instant.parse("2026-03-06T12:00:00Z");
    private static final Period ROUND = Period.ending(LocalDate.of(2026, 3, 6), 7);
    private static final String PARTNER = "partner-1";
    /** Days are days before now. Each referral was accepted 40 days ago. */
    private static final String SEED = """
            set session_replication_role = replica;
            insert into person (victim_id, token, created_at) values ('P', 'T', timestamptz '2025-01-01');
            insert into consent (id, victim_id, client_id, basis, status, given_by, capacity, purposes, recipients,
              data_scopes, method, valid_from, created_at) values ('C', 'P', 'tool', 'CONSENT', 'ACTIVE', 'SELF', 'ADULT',
              '{}', '{}', '{}', 'SIGNATURE', timestamptz '2025-01-01', timestamptz '2025-01-01');
            insert into case_file (key, id, victim_id, consent_id, status, client_id, created_at, updated_at)
            values (gen_random_uuid(), 'F', 'P', 'C', 'open', 'tool', timestamptz '2025-01-01', timestamptz '2025-01-01');
            create function ago(days numeric) returns timestamptz language sql immutable as
              $$ select timestamptz '2026-03-06 12:00Z' - days * interval '1 day' $$;
            create procedure refer(id text, status text, days numeric, reason text) language sql as $$
              insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase,
                urgency, priority, order_group, status, reason, content, client_id, created_at, requested_at,
                updated_at, dispatched)
              values (cast(lpad(to_hex(cast(extract(epoch from ago(40)) * 1000 as bigint)), 12, '0')
                  || '7' || substr(md5(id), 1, 19) as uuid), id, 'F', 'P', 'C', 'partner-1', id, 'HEALTH', 'RELIEF',
                'ROUTINE', 4, gen_random_uuid(), status, jsonb_build_object('code', reason), '', 'tool', ago(40),
                ago(40), ago(days), true)
            $$;
            create procedure withdraw(id text, state text, made numeric, changed numeric) language sql as $$
              insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind,
                message, state, due_at, created_at, updated_at)
              values (gen_random_uuid(), 'M' || id, 'q', 'partner-1', id, gen_random_uuid(), 4, 'cancellation',
                'cancellation', state, ago(made), ago(made), ago(changed))
            $$;
            create procedure hear(id text, word text, days numeric) language sql as $$
              insert into partner_event (partner_id, event_id, referral_id, effect, recorded_at)
              values ('partner-1', 'E' || id, id, word, ago(days))
            $$;
            create procedure expired(id text, days numeric) language sql as $$
              insert into referral_event (id, type, referral_id, client_id, partner_id, transition, from_status, to_status,
                actor, occurred_at, recorded_at) values (gen_random_uuid(), 'referral.expired', id, 'tool', 'partner-1',
                'T17', 'RECEIVED', 'EXPIRED', 'HUB', ago(days), ago(days))
            $$;
            create procedure ended(id text, actor text, days numeric) language sql as $$
              insert into referral_event (id, type, referral_id, client_id, partner_id, transition, from_status, to_status,
                actor, occurred_at, recorded_at) values (gen_random_uuid(), 'referral.cancelled', id, 'tool', 'partner-1',
                'T15', 'CANCELLATION_REQUESTED', 'CANCELLED', actor, ago(days), ago(days))
            $$;
            """;

    private static SeededRows seeded;
    private static JdbcClient jdbc;

    @BeforeAll
    static void seed() {
        seeded = SeededRows.of(SEED);
        jdbc = seeded.jdbc();
    }

    @Test
    void what_expired_after_it_was_sent_stays_for_the_days_of_the_report() {
        found("""
                call refer('SWALLOWED', 'EXPIRED', 2, 'technical.no-response');
                call expired('SWALLOWED', 2);
                call refer('LONG-AGO', 'EXPIRED', 20, 'technical.no-response');
                call expired('LONG-AGO', 20);
                call refer('NEVER-ARRIVED', 'EXPIRED', 2, 'technical.undelivered');
                call expired('NEVER-ARRIVED', 2);
                call refer('WAITED', 'EXPIRED', 2, 'technical.waited-too-long');
                call expired('WAITED', 2);
                call refer('CANCELLED', 'CANCELLED', 2, 'consent.withdrawn');
                update referral set dispatched = false where id = 'WAITED'""", () -> {
                    assertThat(gaps(GapKind.UNANSWERED)).containsExactly("SWALLOWED");
                    assertThat(gaps(GapKind.UNDELIVERED)).containsExactly("NEVER-ARRIVED");
                    Day then = new DayRows(jdbc).of(PARTNER, Period.of(LocalDate.of(2026, 1, 25), LocalDate.of(2026, 1, 25)),
                            Whose.EVERYBODY).values().iterator().next();
                    assertThat(then.accepted()).isEqualTo(5);
                    assertThat(then.expired()).isEqualTo(3);
                    assertThat(then.voided()).isEqualTo(2);
                });
    }

    /** A late word ends the gap though the referral stays EXPIRED; what is written to the row does not prolong it. */
    @Test
    void what_expired_is_a_gap_since_then_until_the_partner_says_something() {
        found("""
                call refer('ANSWERED-LATE', 'EXPIRED', 1, 'technical.no-response');
                call hear('ANSWERED-LATE', 'accept', 1);
                call expired('ANSWERED-LATE', 3);
                call refer('LONG-AGO', 'EXPIRED', 1, 'technical.no-response');
                call expired('LONG-AGO', 20);
                call refer('SILENT-SINCE', 'EXPIRED', 1, 'technical.no-response');
                call hear('SILENT-SINCE', 'acknowledge', 30);
                call expired('SILENT-SINCE', 25);
                call expired('SILENT-SINCE', 3)""", () -> {
                    assertThat(gaps(GapKind.UNANSWERED)).containsExactly("SILENT-SINCE");
                    assertThat(find().listed().getFirst().due()).isEqualTo(NOW.minus(Duration.ofDays(3)));
                });
    }

    /** Nobody is asked for an answer to what it may never have seen. */
    @Test
    void what_may_have_left_and_did_not_arrive_is_undelivered() {
        found("""
                call refer('IN-DOUBT', 'REQUESTED', 2, null);
                call refer('LISTED', 'REQUESTED', 2, null);
                call refer('READ', 'REQUESTED', 2, null);
                update referral set acknowledge_by = ago(1) where id in ('IN-DOUBT', 'READ');
                update referral set read_here = true where id = 'READ';
                update referral set respond_by = ago(1) where id = 'LISTED'""", () -> {
                    assertThat(gaps(GapKind.UNDELIVERED)).containsExactly("IN-DOUBT");
                    assertThat(gaps(GapKind.UNANSWERED)).containsExactlyInAnyOrder("LISTED", "READ");
                });
    }

    /** A list of the coming month, a partner that is away: the hub's own CANCELLED does not hide that nobody was told. */
    @Test
    void a_withdrawal_that_was_not_told_shows_until_it_is() {
        found("""
                call refer('LATE-LIST', 'CANCELLED', 20, 'consent.withdrawn');
                call withdraw('LATE-LIST', 'DUE', 25, 25);
                call ended('LATE-LIST', 'HUB', 20);
                call refer('IN-ERROR', 'ENTERED_IN_ERROR', 3, 'entered.in-error');
                call withdraw('IN-ERROR', 'PARKED', 3, 3);
                call refer('YOUNG', 'CANCELLATION_REQUESTED', 1, 'consent.withdrawn');
                call withdraw('YOUNG', 'RETRY', 1, 0.5);
                call refer('NEVER-LEFT', 'CANCELLED', 5, 'consent.withdrawn');
                call withdraw('NEVER-LEFT', 'VOIDED', 5, 5);
                call refer('CONFIRMED', 'CANCELLED', 4, 'consent.withdrawn');
                call withdraw('CONFIRMED', 'DUE', 5, 5);
                call ended('CONFIRMED', 'PARTNER', 4)""", () -> {
                    assertThat(gaps(GapKind.UNTOLD)).containsExactlyInAnyOrder("LATE-LIST", "IN-ERROR");
                    assertThat(gaps(GapKind.UNCONFIRMED)).isEmpty();
                });
    }

    /** A partner that says 200 and does nothing. */
    @Test
    void a_withdrawal_that_was_told_and_never_confirmed_is_a_gap() {
        found("""
                call refer('SILENT', 'CANCELLED', 2, 'consent.withdrawn');
                call withdraw('SILENT', 'ACKED', 4, 4);
                call ended('SILENT', 'HUB', 2);
                call hear('SILENT', 'confirm-cancellation', 10);
                call refer('UPLOADED', 'CANCELLED', 2, 'consent.withdrawn');
                call withdraw('UPLOADED', 'SENT', 30, 3);
                call refer('HELD', 'CANCELLATION_REQUESTED', 4, 'consent.withdrawn');
                call withdraw('HELD', 'ACKED', 3, 3);
                update referral set cancel_by = ago(-1) where id = 'HELD';
                call refer('YOUNG', 'CANCELLED', 1, 'consent.withdrawn');
                call withdraw('YOUNG', 'ACKED', 5, 1);
                call refer('CONFIRMED', 'CANCELLED', 3, 'consent.withdrawn');
                call withdraw('CONFIRMED', 'ACKED', 4, 4);
                call ended('CONFIRMED', 'PARTNER', 3);
                call refer('CONFIRMED-LATE', 'CANCELLED', 3, 'consent.withdrawn');
                call withdraw('CONFIRMED-LATE', 'ACKED', 5, 5);
                call ended('CONFIRMED-LATE', 'HUB', 3);
                call hear('CONFIRMED-LATE', 'confirm-cancellation', 1);
                call refer('COMPLETED', 'COMPLETED', 3, null);
                call withdraw('COMPLETED', 'ACKED', 4, 4);
                call refer('LONG-AGO', 'CANCELLED', 20, 'consent.withdrawn');
                call withdraw('LONG-AGO', 'ACKED', 22, 22)""", () -> {
                    assertThat(gaps(GapKind.UNCONFIRMED)).containsExactlyInAnyOrder("SILENT", "UPLOADED");
                    assertThat(gaps(GapKind.UNTOLD)).isEmpty();
                });
    }

    /** A payment proves that it went on; rows of before the word was kept do not say which it was. */
    @Test
    void nothing_but_the_partners_confirmation_ends_a_withdrawal() {
        found("""
                call refer('REFUSED', 'CANCELLED', 2, 'consent.withdrawn');
                call withdraw('REFUSED', 'ACKED', 4, 4);
                call ended('REFUSED', 'HUB', 2);
                call hear('REFUSED', 'note', 3);
                call refer('EARLIER-ROW', 'CANCELLED', 2, 'consent.withdrawn');
                call withdraw('EARLIER-ROW', 'ACKED', 4, 4);
                call hear('EARLIER-ROW', 'handled', 3);
                call refer('SETTLED-LATER', 'CANCELLED', 2, 'consent.withdrawn');
                call withdraw('SETTLED-LATER', 'ACKED', 9, 4);
                call ended('SETTLED-LATER', 'HUB', 5);
                call hear('SETTLED-LATER', 'confirm-cancellation', 4.1);
                call refer('BY-TELEPHONE', 'CANCELLED', 2, 'consent.withdrawn');
                call withdraw('BY-TELEPHONE', 'PARKED', 9, 9);
                call ended('BY-TELEPHONE', 'HUB', 5);
                call hear('BY-TELEPHONE', 'confirm-cancellation', 1);
                call refer('WENT-ON', 'CANCELLED', 2, 'consent.withdrawn');
                call withdraw('WENT-ON', 'PARKED', 9, 9);
                call hear('WENT-ON', 'note', 1)""", () -> {
                    assertThat(gaps(GapKind.UNCONFIRMED)).containsExactlyInAnyOrder("REFUSED", "EARLIER-ROW");
                    assertThat(gaps(GapKind.UNTOLD)).containsExactly("WENT-ON");
                });
    }

    @Test
    void a_message_that_nobody_could_read_is_unread() {
        found("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, state, problem, received_at)
                values (gen_random_uuid(), 'partner-1', 'parked', 'rest', 'application/json', 'PARKED',
                    cast('{"detail":"a member"}' as jsonb), ago(1)),
                  (gen_random_uuid(), 'partner-1', 'in-part', 'rest', 'application/json', 'PARTLY',
                    cast('{"unread":[{"event":"x"}]}' as jsonb), ago(2)),
                  (gen_random_uuid(), 'partner-1', 'refused', 'rest', 'application/json', 'REFUSED',
                    cast('{"0":"UNKNOWN"}' as jsonb), ago(2)),
                  (gen_random_uuid(), 'partner-1', 'read', 'rest', 'application/json', 'APPLIED', null, ago(1)),
                  (gen_random_uuid(), 'partner-2', 'other', 'rest', 'application/json', 'PARKED', null, ago(1)),
                  (gen_random_uuid(), 'partner-1', 'long-ago', 'rest', 'application/json', 'PARKED', null, ago(20))""", () ->
                assertThat(find().listed().stream().filter(gap -> gap.kind() == GapKind.UNREAD).map(Gap::message))
                        .containsExactlyInAnyOrder("parked", "in-part"));
    }

    /** With these rows, which are gone afterwards. */
    private static void found(String rows, Runnable look) {
        seeded.looksAt(() -> {
            for (String one : rows.split(";\n")) {
                jdbc.sql(one).update();
            }
            look.run();
        });
    }

    private static List<String> gaps(GapKind kind) {
        Gaps.Found found = find();
        List<String> referrals = found.listed().stream().filter(gap -> gap.kind() == kind).map(Gap::referral).toList();
        assertThat(found.numbers().get(kind)).isEqualTo(referrals.size());
        return referrals;
    }

    private static Gaps.Found find() {
        return new Gaps(jdbc, new ReconciliationSettings(7, Duration.ofDays(14), Duration.ofDays(2), Duration.ofMinutes(1)),
                Duration.ofDays(30)).find(PARTNER, ROUND, Whose.EVERYBODY, NOW);
    }
}
