package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/** Clocks against a hub whose time is moved. The partner is paused: nobody but the clock acts. */
@HubTest
@PartnersPaused(ClocksTest.PARTNER)
class ClocksTest {

    static final String PARTNER = "health-pb";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private MovableClock clock;
    @Autowired
    private Clock hubClock;

    @AfterEach
    void back() {
        clock.reset();
    }

    @Test
    void the_hub_has_one_clock_and_the_test_moves_it() {
        assertThat(hubClock).isSameAs(clock);
    }

    @Test
    void an_unanswered_referral_is_announced_three_times_before_it_expires(HubClient officer) {
        String referral = received(officer);
        clock.advance(Duration.ofHours(35));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> stage(referral), "none"::equals);
        clock.advance(Duration.ofHours(2));
        await().atMost(PATIENCE).until(() -> stage(referral), "due-soon"::equals);
        clock.advance(Duration.ofHours(12));
        await().atMost(PATIENCE).until(() -> stage(referral), "breached"::equals);
        assertThat(status(referral)).isEqualTo("RECEIVED");
        // Two working days at least, also where a feast lies between two weekends.
        clock.advance(Duration.ofDays(11));
        await().atMost(PATIENCE).until(() -> stage(referral), "escalated"::equals);
        assertThat(status(referral)).isEqualTo("RECEIVED");
        clock.advance(Duration.ofDays(2));
        await().atMost(PATIENCE).until(() -> status(referral), "EXPIRED"::equals);
        assertThat(events(referral)).containsSubsequence("referral.sla_due_soon respond due-soon",
                "referral.sla_breached respond breached", "referral.sla_breached respond escalated",
                "referral.expired - -").doesNotHaveDuplicates();
    }

    @Test
    void a_hub_that_slept_past_the_end_still_announces_before_it_expires(HubClient officer) {
        String referral = received(officer);
        clock.advance(Duration.ofDays(40));
        await().atMost(PATIENCE).until(() -> status(referral), "EXPIRED"::equals);
        assertThat(events(referral)).containsSubsequence("referral.sla_breached respond breached",
                "referral.sla_breached respond escalated", "referral.expired - -");
    }

    @Test
    void a_partner_that_is_down_expires_nobody(HubClient officer) {
        String referral = seeds.referral(officer, PARTNER, "health-pb-trauma-counselling");
        clock.advance(Duration.ofDays(40));
        await().atMost(PATIENCE).until(() -> stage(referral), "breached"::equals);
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> status(referral), "REQUESTED"::equals);
        assertThat(events(referral)).containsOnlyOnce("referral.sla_breached acknowledge breached");
    }

    @Test
    void silence_of_a_partner_that_works_on_it_is_told_once(HubClient officer) {
        String referral = received(officer);
        jdbc.sql("""
                update referral set status = 'IN_PROGRESS', respond_by = null, expire_at = null, acknowledge_by = null
                where id = :id""").param("id", referral).update();
        clock.advance(Duration.ofDays(29));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> stage(referral), "none"::equals);
        assertThat(officer.change("PATCH", "/v1/referrals/" + referral, Map.of("contact", Map.of("noPhone", true)),
                officer.get("/v1/referrals/" + referral).header("ETag")).status())
                .as("an officer's change is no word of the partner").isEqualTo(200);
        clock.advance(Duration.ofDays(2));
        await().atMost(PATIENCE).until(() -> stage(referral), "breached"::equals);
        clock.advance(Duration.ofDays(60));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> status(referral), "IN_PROGRESS"::equals);
        assertThat(events(referral)).containsOnlyOnce("referral.sla_breached heartbeat breached");
    }

    @Test
    void a_cancellation_that_nobody_answers_is_confirmed_by_the_hub(HubClient officer) {
        String referral = received(officer);
        jdbc.sql("""
                update referral set status = 'CANCELLATION_REQUESTED', respond_by = null, expire_at = null,
                  cancel_by = :by where id = :id""").param("id", referral)
                .param("by", Timestamp.from(hubClock.instant().plus(Duration.ofDays(2)))).update();
        clock.advance(Duration.ofHours(47));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> status(referral),
                "CANCELLATION_REQUESTED"::equals);
        clock.advance(Duration.ofHours(2));
        await().atMost(PATIENCE).until(() -> status(referral), "CANCELLED"::equals);
    }

    @Test
    void a_review_date_that_passed_is_told(HubClient officer) {
        String referral = received(officer);
        jdbc.sql("""
                update referral set status = 'ON_HOLD', respond_by = null, expire_at = null, review_at = :by
                where id = :id""").param("id", referral)
                .param("by", Timestamp.from(hubClock.instant().plus(Duration.ofDays(14)))).update();
        clock.advance(Duration.ofDays(15));
        await().atMost(PATIENCE).until(() -> events(referral).contains("referral.sla_breached review breached"));
    }

    /** A referral that the partner's system has, with two days to answer and fourteen to expire. */
    private String received(HubClient officer) {
        String referral = seeds.referral(officer, PARTNER, "health-pb-trauma-counselling");
        Instant now = hubClock.instant();
        jdbc.sql("""
                update referral set status = 'RECEIVED', dispatched = true, acked_at = :now, acknowledge_by = null,
                  respond_by = :respond, expire_at = :expire, sla_stage = null where id = :id""")
                .param("now", Timestamp.from(now)).param("id", referral)
                .param("respond", Timestamp.from(now.plus(Duration.ofDays(2))))
                .param("expire", Timestamp.from(now.plus(Duration.ofDays(14)))).update();
        return referral;
    }

    private String stage(String referral) {
        return jdbc.sql("select coalesce(sla_stage, 'none') from referral where id = :id").param("id", referral)
                .query(String.class).single();
    }

    private String status(String referral) {
        return jdbc.sql("select status from referral where id = :id").param("id", referral).query(String.class)
                .single();
    }

    private List<String> events(String referral) {
        return jdbc.sql("""
                select type || ' ' || coalesce(detail ->> 'clock', '-') || ' ' || coalesce(detail ->> 'stage', '-')
                from referral_event where referral_id = :id order by position""").param("id", referral)
                .query(String.class).list();
    }
}
