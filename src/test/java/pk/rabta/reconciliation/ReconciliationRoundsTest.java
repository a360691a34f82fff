package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.time.Pakistan;

/** Rounds keep the last numbers of each day and tell Prometheus; and what the operations refuse. */
class ReconciliationRoundsTest extends Scene {

    private static final String PARTNER = "pbm";

    @Autowired
    private ReconciliationRounds rounds;
    @Autowired
    private ReconciliationMeasures measures;
    @Autowired
    private MeterRegistry meters;
    @Autowired
    private MovableClock clock;
    @Autowired
    private DataSource source;

    @BeforeEach
    @AfterEach
    void forget() {
        clock.reset();
        jdbc.sql("delete from reconciliation").update();
    }

    @Test
    void aRoundKeepsTheDaysLastNumbersAndTheGaugeFollows() throws IOException {
        rounds.run();
        measures.refresh();
        double before = gauge("undelivered");
        String referral = refer(MEDICAL);
        jdbc.sql("update referral set acknowledge_by = :then, sla_stage = 'breached' where id = :id").param("id", referral)
                .param("then", Timestamp.from(Instant.now().minusSeconds(60))).update();
        rounds.run();
        measures.refresh();
        assertThat(gauge("undelivered")).isEqualTo(before + 1);
        assertThat(Reconciled.admin(officer, PARTNER, Instant.now()).gaps("undelivered", referral)).singleElement()
                .satisfies(gap -> assertThat(gap.path("bound").asText()).isEqualTo("acknowledge"));
        assertThat(meters.get("rabta.reconciliation.age.seconds").tag("partner", PARTNER).gauge().value()).isLessThan(60);

        clock.advance(Duration.ofDays(1));
        rounds.run();
        JsonNode first = list("?limit=1");
        JsonNode second = list("?limit=1&after=" + first.path("next").asText());
        assertThat(first.at("/items/0/day").asText()).isEqualTo(Pakistan.day(clock.instant()).toString());
        assertThat(second.at("/items/0/day").asText()).isEqualTo(Pakistan.day(Instant.now()).toString());
        assertThat(second.at("/items/0/counts/undelivered").asDouble()).as("the day's last, not its first")
                .isEqualTo(before + 1);
        assertThat(second.has("next")).isFalse();
        for (Opened file : List.of(Opened.csv(officer.as("ADMIN"), Reconciled.path(PARTNER) + "s?limit=9"),
                Opened.xlsx(officer.as("ADMIN"), Reconciled.path(PARTNER) + "s"))) {
            assertThat(file.section("rounds")).hasSize(2).last().satisfies(row -> assertThat(row)
                    .containsEntry("day", second.at("/items/0/day").asText())
                    .containsEntry("accepted", second.at("/items/0/totals/accepted").asText())
                    .containsEntry("gap-undelivered", second.at("/items/0/counts/undelivered").asText()));
        }
    }

    /** The alert names the report without days: what it told of is in it, though partners are asked after weeks only. */
    @Test
    void withoutDaysTheReportHasWhatTheRoundCounted() {
        String referral = refer(MEDICAL);
        jdbc.sql("""
                update referral set acknowledge_by = :then, sla_stage = 'breached', created_at = :then where id = :id""")
                .param("id", referral).param("then", Timestamp.from(Instant.now().minus(Duration.ofDays(20)))).update();
        rounds.run();
        JsonNode report = check("getReconciliation", 200, officer.as("ADMIN").get(Reconciled.path(PARTNER)));
        assertThat(new Reconciled(report).gaps("undelivered", referral)).hasSize(1);
        assertThat(report.path("counts")).isEqualTo(list("?limit=1").at("/items/0/counts"));
        assertThat(report.path("days")).hasSize(7);
        assertThat(new Reconciled(check("getReconciliation", 200, officer.as("ADMIN").get(Reconciled.path(PARTNER) + "?from="
                + Pakistan.day(Instant.now().minus(Duration.ofDays(6)))))).gaps("undelivered", referral))
                .as("of days that are named, theirs").isEmpty();
    }

    /** Each round fails from the start, say: nothing is kept, and the age grows all the same. */
    @Test
    void ofAPartnerThatWasNeverReconciledTheAgeGrows() {
        measures.refresh();
        double before = age();
        clock.advance(Duration.ofHours(4));
        measures.refresh();
        assertThat(age()).as("as ReconciliationStopped asks").isGreaterThan(10_800)
                .isCloseTo(before + 4 * 3600, within(60.0));
        rounds.run();
        measures.refresh();
        assertThat(age()).isLessThan(60);
    }

    private double age() {
        return meters.get("rabta.reconciliation.age.seconds").tag("partner", PARTNER).gauge().value();
    }

    @Test
    void aPartnerThatIsInNoProfileAnyMoreIsReconciledStill() {
        String referral = refer(MEDICAL);
        jdbc.sql("update referral set partner_id = 'gone', acknowledge_by = :then, sla_stage = 'breached' where id = :id")
                .param("id", referral).param("then", Timestamp.from(Instant.now().minusSeconds(60))).update();
        rounds.run();
        measures.refresh();
        assertThat(meters.get("rabta.reconciliation.gaps").tag("partner", "gone").tag("kind", "undelivered").gauge().value())
                .isPositive();
        assertThat(Reconciled.admin(officer, "gone", Instant.now()).gaps("undelivered", referral)).hasSize(1);
        jdbc.sql("update referral set partner_id = :partner where id = :id").param("partner", PARTNER).param("id", referral)
                .update();
    }

    /** A report waits for a lock here: as if its questions took long. */
    @Test
    void fewReportsAreMadeAtOnce_andAPartnerTakesNotAllOfThem() throws Exception {
        HubClient admin = officer.as("ADMIN");
        HubClient partner = officer.as("PBM");
        List<CompletableFuture<Integer>> slow = new ArrayList<>();
        try (Connection other = source.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table batch_file in access exclusive mode");
            slow.add(CompletableFuture.supplyAsync(() -> partner.get("/v1/partner/reconciliation").status()));
            await().until(() -> beingMade() == 1);
            refused("getOwnReconciliation", partner.get("/v1/partner/reconciliation"));
            slow.add(CompletableFuture.supplyAsync(() -> admin.get(Reconciled.path(PARTNER)).status()));
            await().until(() -> beingMade() == 2);
            refused("getReconciliation", admin.get(Reconciled.path(PARTNER)));
            other.rollback();
        }
        for (CompletableFuture<Integer> answer : slow) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(admin.get(Reconciled.path(PARTNER)).status()).as("free again").isEqualTo(200);
    }

    private long beingMade() {
        return jdbc.sql("""
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                  and query like 'select f.id, f.direction, f.name%'""").query(Long.class).single();
    }

    private static void refused(String operation, HubClient.Answer answer) {
        check(operation, 503, answer);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
    }

    @Test
    void whatIsNotAReportIsRefused() {
        String path = Reconciled.path(PARTNER);
        for (String wrong : List.of("?from=2026-03-06&to=2026-03-05", "?from=2026-01-01&to=2026-12-31", "?from=1926-01-01",
                "?from=2026-02-30", "?format=pdf")) {
            var answer = officer.as("ADMIN").get(path + wrong);
            assertThat(answer.status()).as(wrong + ": " + answer).isEqualTo(400);
            assertThat(answer.body().at("/violations/0/pointer").asText()).isIn("?from", "?format");
        }
        assertThat(officer.as("ADMIN").get(Reconciled.path("nobody")).status()).isEqualTo(404);
        assertThat(officer.as("ADMIN").get(Reconciled.path("nobody") + "s").status()).isEqualTo(404);
        assertThat(officer.as("PBM").get(path).status()).isEqualTo(403);
        assertThat(officer.as("PBM").get("/v1/partner/reconciliation?partner=health-pb").status()).as("its own only")
                .isEqualTo(400);
        assertThat(officer.as("ADMIN").send(officer.as("ADMIN").request(path).header("Accept", "text/html").GET()).status())
                .isEqualTo(406);
    }

    private JsonNode list(String query) {
        return check("listReconciliations", 200, officer.as("ADMIN").get(Reconciled.path(PARTNER) + "s" + query));
    }

    private double gauge(String kind) {
        return meters.get("rabta.reconciliation.gaps").tag("partner", PARTNER).tag("kind", kind).gauge().value();
    }
}
