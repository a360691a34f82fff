package pk.rabta.sandbox.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.reconciliation.Reconciled;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Referred;

/** A partner that acknowledges a referral and then lets it lie: reconciliation finds it when its clock is over, not before. */
@HubTest
class SwallowedFlowTest {

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private MovableClock clock;

    @AfterEach
    void back(HealthSimulator health) {
        clock.reset();
        health.desk().decide(Plan.DELIVER, Duration.ofMillis(400));
    }

    @Test
    void isUnansweredWithItsClockAndItsAge(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, Duration.ofMillis(100));
        Instant today = clock.instant();
        Reconciled before = Reconciled.admin(officer, "health-pb", today);
        Referred referral = Referred.submit(hub, officer, HealthFlowTest.COUNSELLING, "").await("RECEIVED");
        Reconciled taken = Reconciled.admin(officer, "health-pb", today);
        assertThat(taken.gaps("unanswered", referral.id())).as("its time is not over").isEmpty();
        assertThat(taken.total("accepted")).isEqualTo(before.total("accepted") + 1);
        assertThat(taken.total("acknowledged")).isEqualTo(before.total("acknowledged") + 1);
        assertThat(taken.total("unanswered")).isEqualTo(before.total("unanswered") + 1);
        assertBalance(taken.report());

        Instant due = jdbc.sql("select respond_by from referral where id = :id").param("id", referral.id())
                .query((row, n) -> row.getTimestamp(1).toInstant()).single();
        clock.advance(Duration.between(clock.instant(), due).plusMinutes(5));
        for (Reconciled late : List.of(Reconciled.admin(officer, "health-pb", today),
                Reconciled.own(officer, "HEALTH_PB", today))) {
            assertThat(late.gaps("unanswered", referral.id())).singleElement().satisfies(gap -> {
                assertThat(gap.path("bound").asText()).isEqualTo("respond");
                assertThat(Instant.parse(gap.path("due").asText())).isEqualTo(due);
                assertThat(gap.path("ageSeconds").asLong()).isGreaterThan(Duration.ofHours(1).toSeconds());
            });
            assertThat(late.report().at("/counts/unanswered").asLong()).isPositive();
            for (String age : List.of("/ages/unanswered", "/gapAges/unanswered")) {
                assertThat(late.report().at(age).asLong()).as(age).isGreaterThan(Duration.ofHours(1).toSeconds());
            }
        }
        assertThat(Reconciled.own(officer, "PBM", today).report().toString()).doesNotContain(referral.id());
    }

    private static void assertBalance(JsonNode report) {
        Stream.concat(report.path("days").valueStream(), Stream.of(report.path("totals"))).forEach(numbers ->
                assertThat(numbers.path("accepted").asLong()).as(numbers.toString()).isEqualTo(
                        Stream.of("answered", "unanswered", "parked", "waiting", "expired", "voided")
                                .mapToLong(name -> numbers.path(name).asLong()).sum()));
    }
}
