package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** Referrals that wait or cannot be delivered: in these tests one partner's profile sets limits, the others' none. */
@HubTest
@PartnersPaused({LimitsTest.LIMITED, LimitsTest.UNLIMITED})
class LimitsTest {

    static final String LIMITED = "pbm";
    private static final String MEDICAL = "pbm-ifa-medical";
    static final String UNLIMITED = "health-pb";
    private static final String COUNSELLING = "health-pb-trauma-counselling";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    /** With the longest holidays between two weekends: these tests run on any day of the year. */
    private static final Duration TWO_WORKING_DAYS = Duration.ofDays(12);

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private MovableClock clock;

    @AfterEach
    void back() {
        // Made up by these tests, so no attempt will ever settle it.
        jdbc.sql("update delivery set state = 'VOIDED' where state in ('SENDING', 'PARKED')"
                + " and destination in ('pbm', 'health-pb')").update();
        clock.reset();
    }

    @Test
    void what_cannot_be_delivered_is_told_three_times_with_alternatives_and_then_expires(HubClient officer) {
        String referral = seeds.referral(officer, LIMITED, MEDICAL);
        assertThat(column(referral, "expire_at - requested_at")).isEqualTo("21 days");
        clock.advance(Duration.ofHours(1));
        await().atMost(PATIENCE).until(() -> told(officer, referral), List.of("acknowledge breached 1")::equals);
        clock.advance(Duration.ofDays(20).minusHours(2));
        await().during(A_WHILE).atMost(PATIENCE).until(() -> told(officer, referral).size(), one -> one == 1);
        clock.advance(Duration.ofHours(2));
        await().atMost(PATIENCE).until(() -> last(officer, referral), "undeliverable due-soon 1"::equals);
        clock.advance(Duration.ofDays(1));
        await().atMost(PATIENCE).until(() -> last(officer, referral), "undeliverable breached 1"::equals);
        clock.advance(Duration.ofHours(20));
        await().during(A_WHILE).atMost(PATIENCE).until(() -> told(officer, referral).size(), three -> three == 3);
        clock.advance(TWO_WORKING_DAYS);
        await().atMost(PATIENCE).until(() -> last(officer, referral), "undeliverable escalated 1"::equals);
        assertThat(column(referral, "status")).isEqualTo("REQUESTED");
        clock.advance(TWO_WORKING_DAYS);
        await().atMost(PATIENCE).until(() -> column(referral, "status"), "EXPIRED"::equals);

        assertThat(told(officer, referral)).hasSize(4);
        assertThat(column(referral, "reason ->> 'code'")).isEqualTo("technical.undelivered");
        assertThat(jdbc.sql("select state from delivery where referral_id = :id and kind = 'request'")
                .param("id", referral).query(String.class).single()).isEqualTo("VOIDED");
        assertThat(jdbc.sql("""
                select d.xmin::text = e.tx::text from delivery d join referral_event e on e.referral_id = d.referral_id
                where d.referral_id = :id and d.kind = 'request' and e.type = 'referral.expired'""")
                .param("id", referral).query(Boolean.class).single()).as("one transaction").isTrue();
    }

    @Test
    void without_a_limit_a_partner_that_is_down_for_weeks_expires_nobody(HubClient officer) {
        String referral = seeds.referral(officer, UNLIMITED, COUNSELLING);
        assertThat(column(referral, "expire_at")).isNull();
        clock.advance(Duration.ofDays(21));
        await().atMost(PATIENCE).until(() -> told(officer, referral), List.of("acknowledge breached")::equals);
        clock.advance(Duration.ofDays(300));
        await().during(A_WHILE).atMost(PATIENCE).until(() -> column(referral, "status"), "REQUESTED"::equals);
        assertThat(told(officer, referral)).hasSize(1);
    }

    @Test
    void what_waits_expires_past_its_limit_and_never_without_one(HubClient officer, RegistrySimulator registry) {
        registry.faults().refuse();
        String limited = waiting(officer, LIMITED, MEDICAL);
        String unlimited = waiting(officer, UNLIMITED, COUNSELLING);
        for (int stages : List.of(1, 2)) {
            clock.advance(stages == 1 ? Duration.ofDays(31) : TWO_WORKING_DAYS);
            await().atMost(PATIENCE).until(() -> told(officer, limited).size(), one -> one == stages);
            assertThat(column(limited, "status")).isEqualTo("WAITING");
        }
        clock.advance(TWO_WORKING_DAYS);
        await().atMost(PATIENCE).until(() -> column(limited, "status"), "EXPIRED"::equals);
        assertThat(told(officer, limited)).containsExactly("waiting breached 1", "waiting escalated 1");
        assertThat(column(limited, "reason ->> 'code'")).isEqualTo("technical.waited-too-long");
        await().during(A_WHILE).atMost(PATIENCE).until(() -> column(unlimited, "status"), "WAITING"::equals);
        assertThat(told(officer, unlimited)).isEmpty();
    }

    @Test
    void a_hub_that_slept_past_the_limit_leaves_the_officer_the_same_time(HubClient officer) {
        String referral = seeds.referral(officer, LIMITED, MEDICAL);
        clock.advance(Duration.ofDays(90));
        await().atMost(PATIENCE).until(() -> last(officer, referral), "undeliverable breached 1"::equals);
        await().during(A_WHILE).atMost(PATIENCE).until(() -> column(referral, "sla_stage"), "breached"::equals);
        assertThat(column(referral, "status")).isEqualTo("REQUESTED");
    }

    @ParameterizedTest
    @CsvSource({"SENDING,", "IN_DOUBT,", "PARKED,in-doubt"})
    void what_may_be_arriving_does_not_expire_as_if_it_never_left(String state, String reason, HubClient officer) {
        String referral = seeds.referral(officer, LIMITED, MEDICAL);
        move(referral, state, reason);
        overdue(referral);
        await().during(A_WHILE).atMost(PATIENCE).until(() -> column(referral, "status"), "REQUESTED"::equals);

        // The attempt is over, its fate unknown: now it may expire, and its reason does not say that it never arrived.
        jdbc.sql("""
                insert into delivery_attempt (id, delivery_id, number, started_at, finished_at, result)
                select :attempt, id, 1, :now, :now, 'IN_DOUBT' from delivery where referral_id = :id""")
                .param("attempt", UuidCreator.getTimeOrderedEpoch()).param("now", Timestamp.from(clock.instant()))
                .param("id", referral).update();
        move(referral, "RETRY", null);
        await().atMost(PATIENCE).until(() -> column(referral, "status"), "EXPIRED"::equals);
        assertThat(column(referral, "reason ->> 'code'")).isEqualTo("technical.no-response");
    }

    @Test
    void what_the_partner_read_here_expires_for_want_of_an_answer_whatever_became_of_the_message(HubClient officer) {
        String referral = seeds.referral(officer, LIMITED, MEDICAL);
        jdbc.sql("""
                insert into delivery_attempt (id, delivery_id, number, started_at, finished_at, result, unsent)
                select :attempt, id, 1, :now, :now, 'RETRY', true from delivery where referral_id = :id""")
                .param("attempt", UuidCreator.getTimeOrderedEpoch()).param("now", Timestamp.from(clock.instant()))
                .param("id", referral).update();
        jdbc.sql("update referral set read_here = true where id = :id").param("id", referral).update();
        overdue(referral);
        await().atMost(PATIENCE).until(() -> column(referral, "status"), "EXPIRED"::equals);
        assertThat(column(referral, "reason ->> 'code'")).isEqualTo("technical.no-response");
    }

    private String waiting(HubClient officer, String partner, String programme) {
        String person = seeds.person();
        seeds.unread(person);
        String referral = seeds.referral(officer, person, seeds.consent(person, "vso-tool", List.of(partner)),
                programme);
        assertThat(column(referral, "status")).isEqualTo("WAITING");
        return referral;
    }

    private void move(String referral, String state, String reason) {
        jdbc.sql("""
                update delivery set state = :state, lease_until = :lease, due_at = :lease, enqueue_id = null,
                  reason = case when cast(:reason as text) is null then null
                           else jsonb_build_object('code', cast(:reason as text)) end
                where referral_id = :id""").param("state", state).param("reason", reason).param("id", referral)
                .param("lease", Timestamp.from(Instant.parse("2100-01-01T00:00:00Z"))).update();
    }

    /** As if its limit had passed and the last notice were over. */
    private void overdue(String referral) {
        jdbc.sql("""
                update referral set dispatched = true, sla_stage = 'escalated', expire_at = :past, escalate_at = :past
                where id = :id""").param("past", Timestamp.from(clock.instant().minusSeconds(60)))
                .param("id", referral).update();
    }

    /** What the officer's tool reads of the clocks: clock, stage and how many alternatives. */
    private List<String> told(HubClient officer, String referral) {
        List<String> told = new ArrayList<>();
        for (JsonNode entry : check("getReferralTimeline", 200,
                officer.get("/v1/referrals/" + referral + "/timeline?limit=100")).path("items")) {
            JsonNode sla = entry.path("sla");
            if (!sla.isMissingNode()) {
                int others = sla.path("alternatives").size();
                told.add(sla.path("clock").asText() + " " + sla.path("stage").asText()
                        + (others == 0 ? "" : " " + others));
            }
        }
        return told;
    }

    private String last(HubClient officer, String referral) {
        List<String> told = told(officer, referral);
        return told.isEmpty() ? "" : told.getLast();
    }

    private String column(String referral, String expression) {
        return jdbc.sql("select (" + expression + ")::text from referral where id = :id").param("id", referral)
                .query((row, n) -> row.getString(1)).list().getFirst();
    }
}
