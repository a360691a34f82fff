package pk.rabta.sandbox.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.Referred;

@HubTest
class HealthFlowTest {

    private static final Duration PACE = Duration.ofMillis(400);
    private static final String FACTS = """
            {"contract":"victim/1","victim":{"registryId":"VOT-ID","name":{"roman":"Zarmina Gul","urdu":"زرمینہ گل"},
              "identifiers":[{"type":"CNIC","value":"9999900003012"}],"sex":"F","birthDate":"1990-01-01",
              "birthDatePrecision":"YEAR","address":{"province":"PK-PB","district":"PK617"},"language":"ur-PK",
              "harms":[{"class":"GRIEVOUS","mechanism":"BLAST"}]},
             "incident":{"id":"INC-TEST-1","date":"2026-02-01","district":"PK528"}}""";
    static final Referred.Person COUNSELLING = new Referred.Person(FACTS, "health-pb-trauma-counselling",
            "MHPSS.TRAUMA", "MHPSS", "health-pb", "IDENTITY_MIN,CONTACT,MHPSS");
    private static final Referred.Person TREATMENT = new Referred.Person(FACTS, "health-pb-treatment",
            "HEALTH.SURGERY", "HEALTH", "health-pb", "IDENTITY_MIN,CONTACT,HEALTH");

    @Autowired
    private ApplicationContext hub;

    @BeforeEach
    void deliver(HealthSimulator health) {
        health.desk().decide(Plan.DELIVER, PACE);
    }

    @Test
    void counsellingIsAcceptedScheduledAndDelivered(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, PACE);
        Referred referral = refer(officer, COUNSELLING).await("RECEIVED");
        complete(health, referral);
        assertThat(referral.way())
                .containsExactly("REQUESTED", "RECEIVED", "ACCEPTED", "IN_PROGRESS", "COMPLETED");
        assertThat(referral.column("outcome")).contains("SERVICE_DELIVERED");
        assertThat(referral.column("partner_reference")).isNotBlank();
        assertThat(health.patient(referral.id()).getName()).isEmpty();
        assertThat(health.patient(referral.id()).getIdentifier()).extracting("system")
                .containsExactly("urn:rabta:id:referral", "urn:rabta:id:person");
        assertThat(health.request(referral.id()).getReasonCode()).isEmpty();
    }

    @Test
    void theHospitalLearnsNameAndInjuryAndNotTheIncident(HubClient officer, HealthSimulator health) {
        Referred referral = refer(officer, TREATMENT).await("COMPLETED");
        assertThat(health.patient(referral.id()).getName()).extracting("text").contains("Zarmina Gul", "زرمینہ گل");
        assertThat(health.request(referral.id()).getReasonCodeFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("BLAST_INJURY");
    }

    @Test
    void aRefusalComesBackWithItsReason(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.DECLINE, PACE);
        assertThat(refer(officer, COUNSELLING).await("REJECTED").column("reason")).contains("capacity.full");
    }

    @Test
    void waitingListAndFailure(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, PACE);
        Referred waiting = refer(officer, COUNSELLING).await("RECEIVED");
        step(health, waiting, Desk::waitlist, "ON_HOLD");
        assertThat(waiting.column("review_at")).isNotNull();
        JsonNode task = officer.as("HEALTH_PB").get("/fhir/health-pb/Task/" + waiting.id()).body();
        assertThat(task.path("status").asText()).isEqualTo("on-hold");
        assertThat(task.at("/businessStatus/coding/0/code").asText()).isEqualTo("waitlisted");
        assertThat(task.at("/statusReason/coding/0/code").asText()).isEqualTo("capacity.waitlisted");
        Referred failing = refer(officer, COUNSELLING).await("RECEIVED");
        step(health, failing, Desk::accept, "ACCEPTED");
        step(health, failing, Desk::fail, "FAILED");
        assertThat(failing.column("reason")).contains("person.not-reachable");
    }

    @Test
    void faultsThatPassAreRetried(HubClient officer, HealthSimulator health) {
        health.faults().storm(503, 2);
        Referred referral = refer(officer, COUNSELLING).await("COMPLETED");
        assertThat(referral.attempts()).isEqualTo(3);
        assertThat(health.ledger().effects(referral.id())).hasSize(1);
    }

    @Test
    void aTokenThatWasRevokedIsFetchedAnew(HubClient officer, HealthSimulator health) {
        refer(officer, COUNSELLING).await("COMPLETED");
        health.revokeTokens();
        refer(officer, COUNSELLING).await("COMPLETED");
    }

    @Test
    void whatTheServerCannotReadIsParked(HubClient officer, HealthSimulator health) {
        health.faults().storm(422, 1);
        Referred referral = refer(officer, COUNSELLING).awaitDelivery("PARKED");
        assertThat(referral.attempts()).isEqualTo(1);
        assertThat(referral.column("status")).isEqualTo("REQUESTED");
        assertThat(officer.get("/v1/referrals/" + referral.id() + "/timeline").body().path("items"))
                .extracting(entry -> entry.path("type").asText()).endsWith("delivery.parked");
    }

    @Test
    void anOutageDelaysAndLosesNothing(HubClient officer, HealthSimulator health) {
        health.faults().refuse();
        Referred referral = refer(officer, COUNSELLING).awaitDelivery("RETRY");
        health.faults().accept();
        referral.await("COMPLETED");
        assertThat(health.ledger().effects(referral.id())).hasSize(1);
    }

    @Test
    void aRequestOfUnknownFateIsSentAgainAndCountsOnce(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, PACE);
        refer(officer, COUNSELLING).await("RECEIVED");
        health.faults().cutAfterProcessing(1);
        // What the department tells before the repeat would say that it has the request.
        Referred referral = refer(officer, COUNSELLING).awaitDelivery("ACKED");
        assertThat(health.ledger().entries(referral.id())).extracting(Ledger.Entry::effect)
                .containsExactly(Ledger.Effect.APPLIED, Ledger.Effect.REPEATED);
        complete(health, referral);
    }

    @Test
    void answersThatComeTwiceOrLateCountOnce(HubClient officer, HealthSimulator health) {
        health.faults().answerTwice(Faults.ALWAYS);
        health.faults().answerLate(Duration.ofMillis(700));
        Referred referral = refer(officer, COUNSELLING).await("COMPLETED");
        assertThat(referral.way()).doesNotHaveDuplicates().endsWith("COMPLETED");
    }

    @Test
    void whatIsNotToldIsFoundByPolling(HubClient officer, HealthSimulator health) throws Exception {
        health.desk().decide(Plan.DELIVER_IN_SILENCE, Duration.ofMillis(100));
        Referred first = refer(officer, COUNSELLING).await("RECEIVED");
        Referred second = refer(officer, TREATMENT).await("RECEIVED");
        Awaitility.await().until(() -> health.task(first.id()).getStatus() == TaskStatus.COMPLETED
                && health.task(second.id()).getStatus() == TaskStatus.COMPLETED);
        for (int round = 0; round < 2; round++) {
            poll();
            assertThat(first.await("COMPLETED").way()).doesNotHaveDuplicates();
            assertThat(second.await("COMPLETED").column("outcome")).contains("SERVICE_DELIVERED");
        }
        assertThat(polled(first)).isEqualTo(1);
    }

    @Test
    void soIsWhatStandsOnFurtherPages(HubClient officer, HealthSimulator health) throws Exception {
        health.desk().decide(Plan.DELIVER_IN_SILENCE, Duration.ofMillis(100));
        List<Referred> all = Stream.generate(() -> refer(officer, TREATMENT)).limit(5).toList();
        Awaitility.await().until(() -> all.stream().allMatch(one -> !one.column("status").equals("REQUESTED")
                && health.task(one.id()).getStatus() == TaskStatus.COMPLETED));
        poll();
        all.forEach(one -> one.await("COMPLETED"));
    }

    @Test
    void aWithdrawalIsAskedForAndConfirmed(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, PACE);
        Referred referral = refer(officer, COUNSELLING).await("RECEIVED");
        hub.getBean(ReferralCommands.class).byHub(referral.id(), new Cancel(Reason.of("consent.withdrawn")));
        referral.await("CANCELLED");
        assertThat(health.task(referral.id()).getStatus()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(health.consent(referral.id()).getStatus()).isEqualTo(ConsentState.INACTIVE);
        assertThat(health.patient(referral.id()).getExtension()).as("redacted, as the hub asked").isEmpty();
        assertThat(health.ledger().effects(referral.id())).extracting(Ledger.Entry::kind)
                .containsExactly("request", "cancellation");
    }

    @Test
    void aNewContactReachesTheDepartmentAndItsTaskIsLeftAlone(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.LEAVE, PACE);
        Referred referral = refer(officer, COUNSELLING).await("RECEIVED");
        assertThat(reach(health, referral)).containsEntry("safe-hours", "10:00-13:00").containsEntry("vso", "VSO-PB-001");
        health.desk().update(referral.id(), task -> task.setStatus(TaskStatus.ACCEPTED));
        referral.await("ACCEPTED");
        HubClient.Answer amended = officer.change("PATCH", "/v1/referrals/" + referral.id(), Map.of("contact",
                Map.of("vso", "VSO-PB-014", "safeHours", "16:00-17:00", "noPhone", true, "officerSex", "ANY")), "*");
        assertThat(amended.status()).as(amended.text()).isEqualTo(200);
        assertThat(amended.body().has("advice")).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(reach(health, referral)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "via", "VSO", "vso", "VSO-PB-014", "safe-hours", "16:00-17:00", "no-phone", "true", "officer-sex", "ANY")));
        assertThat(health.task(referral.id()).getStatus()).isEqualTo(TaskStatus.ACCEPTED);
        Awaitility.await().untilAsserted(() -> assertThat(health.ledger().effects(referral.id()))
                .extracting(Ledger.Entry::kind).containsExactly("request", "update"));
    }

    private static void complete(HealthSimulator health, Referred referral) {
        step(health, referral, Desk::accept, "ACCEPTED");
        step(health, referral, Desk::appoint, "IN_PROGRESS");
        step(health, referral, Desk::deliver, "COMPLETED");
    }

    /** A step of the department's, waited for: of two at once the later may overtake the earlier. */
    private static void step(HealthSimulator health, Referred referral, Consumer<Task> change, String status) {
        health.desk().update(referral.id(), change);
        referral.await(status);
    }

    private static Map<String, String> reach(HealthSimulator health, Referred referral) {
        return health.patient(referral.id()).getExtension().stream().collect(Collectors.toMap(
                e -> e.getUrl().substring("urn:rabta:contact-".length()), e -> e.getValue().primitiveValue()));
    }

    /** A timer that is started anew asks at once. */
    private void poll() throws Exception {
        RouteController routes = hub.getBean(CamelContext.class).getRouteController();
        routes.stopRoute("poll-health-pb");
        routes.startRoute("poll-health-pb");
    }

    private int polled(Referred referral) {
        return hub.getBean(JdbcClient.class).sql("""
                select count(*) from inbound_message m join referral_event e on e.inbound_id = m.id
                where m.channel = 'poll' and e.referral_id = :id and e.to_status = 'COMPLETED'""")
                .param("id", referral.id()).query(Integer.class).single();
    }

    private Referred refer(HubClient officer, Referred.Person person) {
        return Referred.submit(hub, officer, person, """
                ,"contact":{"via":"VSO","vso":"VSO-PB-001","safeHours":"10:00-13:00","officerSex":"F"}""");
    }
}
