package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.QuestionSteps;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Referred;

/** What nobody knows to have arrived is asked for, and never sent again before the answer. */
@HubTest
class InDoubtFlowTest {

    private static final AtomicInteger REPORT = new AtomicInteger(700);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Longer than the lease: the partner's timeout of ten seconds, and thirty. */
    private static final Duration LEASE = Duration.ofSeconds(45);
    private static final String PARTNER = "prosecution-kp";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private MovableClock clock;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Destinations destinations;
    private final int report = REPORT.incrementAndGet();

    @AfterEach
    void back(ProsecutionSimulator prosecution) {
        prosecution.faults().clear();
        destinations.resume(PARTNER, clock.instant());
        clock.reset();
    }

    @Test
    void whatThePartnerHasCountsAsAcknowledgedAndIsNotSentAgain(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = cut(officer, prosecution);
        JsonNode seen = ResponseContract.check("listDeliveries", 200, officer.as("ADMIN")
                .get("/v1/admin/deliveries?state=PARKED,IN_DOUBT&referral=" + referral.id())).at("/items/0");
        assertThat(seen.at("/reason/code").asText()).isEqualTo("technical.in-doubt");
        assertThat(Instant.parse(seen.path("dueAt").asText())).as("when it is asked next: not before the lease ends")
                .isAfter(Instant.parse(seen.path("updatedAt").asText()).plusSeconds(30));
        assertThat(prosecution.questions()).doesNotContain(referral.id());

        clock.advance(LEASE);

        referral.await("IN_PROGRESS");
        assertThat(referral.column("partner_reference")).isEqualTo("FIR " + report + "/2026 CTD KOHAT");
        assertThat(effects(prosecution, referral)).containsExactly(Ledger.Effect.APPLIED);
        assertThat(prosecution.questions()).containsOnlyOnce(referral.id());
        assertThat(attempts(referral, "result")).containsExactly("IN_DOUBT", "FOUND");
        assertThat(jdbc.sql("select count(*) from audit_leaf where type = 'question' and referral_id = :id")
                .param("id", referral.id()).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void whatDidNotArriveIsSentAgain(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = lost(officer, prosecution);
        clock.advance(LEASE);
        referral.await("IN_PROGRESS");
        assertThat(effects(prosecution, referral)).containsExactly(Ledger.Effect.APPLIED);
        assertThat(attempts(referral, "result")).containsExactly("IN_DOUBT", "NOT_FOUND", "ACKED");
    }

    @Test
    void aPartnerThatCannotSayIsAskedLater(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD KOHAT", report, 2026);
        prosecution.faults().wrongType(1);        // it has the message, and a proxy answers with a page of its own
        Referred referral = refer(officer).awaitDelivery("IN_DOUBT");
        prosecution.faults().refuse();
        clock.advance(LEASE);
        awaitResult(referral, "UNANSWERED");
        assertThat(referral.deliveries()).containsExactly("IN_DOUBT");
        prosecution.faults().storm(500, 1);
        prosecution.faults().halfAnswer(1);
        prosecution.faults().shortAnswer(1);
        prosecution.faults().wrongType(1);
        prosecution.faults().accept();
        referral.await("IN_PROGRESS");
        assertThat(effects(prosecution, referral)).containsExactly(Ledger.Effect.APPLIED);
        assertThat(attempts(referral, "fault")).startsWith("answer-broken")
                .containsSubsequence("http-500", "connection-broken", "answer-broken", "answer-broken");
        assertThat(attempts(referral, "result")).startsWith("IN_DOUBT", "UNANSWERED", "UNANSWERED").endsWith("FOUND");
    }

    @Test
    void anAttemptThatNobodyEndedIsAskedForWhenItsLeaseIsOver(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD KOHAT", report, 2026);
        prosecution.faults().blackHole(1);
        Referred referral = refer(officer).awaitDelivery("SENDING");
        clock.advance(LEASE);
        awaitResult(referral, "NOT_FOUND");
        // Only now does the first sender come back, and nobody asks it any more.
        prosecution.faults().clear();
        referral.await("IN_PROGRESS");
        assertThat(effects(prosecution, referral)).containsExactly(Ledger.Effect.APPLIED);
        assertThat(attempts(referral, "result")).containsExactly("IN_DOUBT", "NOT_FOUND", "ACKED");
    }

    @Test
    void whatIsWithdrawnWhileInDoubtIsTakenBackWhereItArrived(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = cut(officer, prosecution);
        withdraw(referral);
        assertThat(referral.column("status")).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(referral.deliveries()).containsExactly("IN_DOUBT", "DUE");
        clock.advance(LEASE);
        referral.await("CANCELLED");
        assertThat(referral.deliveries()).containsExactly("ACKED", "ACKED");
        assertThat(prosecution.ledger().effects(referral.id())).extracting(Ledger.Entry::summary)
                .containsExactly("HEIR_OF_DECEASED [\"TRAVEL\"]", "CONSENT_WITHDRAWN");
    }

    @Test
    void whatIsWithdrawnWhileInDoubtIsNotSentAgainWhereItDidNot(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = lost(officer, prosecution);
        withdraw(referral);
        clock.advance(LEASE);
        referral.await("CANCELLED");
        assertThat(referral.deliveries()).containsExactly("VOIDED", "ACKED");
        assertThat(prosecution.ledger().effects(referral.id())).extracting(Ledger.Entry::summary)
                .containsExactly("CONSENT_WITHDRAWN");
    }

    @Test
    void aWithdrawalInDoubtIsAskedForToo(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD KOHAT", report, 2026);
        Referred referral = refer(officer).await("IN_PROGRESS");
        prosecution.faults().cutAfterProcessing(1);
        withdraw(referral);
        referral.awaitDelivery("IN_DOUBT");
        clock.advance(LEASE);
        referral.await("CANCELLED");
        assertThat(effects(prosecution, referral)).containsExactly(Ledger.Effect.APPLIED, Ledger.Effect.APPLIED);
    }

    @Test
    void aPausedPartnerIsNotAsked(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = cut(officer, prosecution);
        destinations.pause(PARTNER, "test", "nobody asks", clock.instant());
        clock.advance(LEASE);
        Exchange round = new DefaultExchange(hub.getBean(CamelContext.class));
        hub.getBean(QuestionSteps.class).next(round, PARTNER);
        assertThat(round.getVariable(QuestionSteps.VARIABLE)).isNull();
        assertThat(prosecution.questions()).doesNotContain(referral.id());
        destinations.resume(PARTNER, clock.instant());
        referral.await("IN_PROGRESS");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void anAnswerThatIsNotThePartnersParksIt(int pages, HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = cut(officer, prosecution);
        prosecution.faults().wrongType(pages);      // to five questions it stays what it is
        prosecution.faults().storm(404, 1);
        Awaitility.await().atMost(LIMIT).until(() -> {
            clock.advance(LEASE);
            return referral.deliveries().contains("PARKED");
        });
        assertThat(attempts(referral, "result").stream().filter("UNANSWERED"::equals)).hasSize(Math.min(pages + 1, 5));
        assertThat(jdbc.sql("select reason ->> 'code' from delivery where referral_id = :id")
                .param("id", referral.id()).query(String.class).single()).isEqualTo("in-doubt");
        assertThat(effects(prosecution, referral)).containsExactly(Ledger.Effect.APPLIED);
    }

    @Test
    void aPersonMaySendItAgainButNotBeforeTheLeaseEnds(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = cut(officer, prosecution);
        String id = jdbc.sql("select id from delivery where referral_id = :id").param("id", referral.id())
                .query(String.class).single();
        JsonNode due = ResponseContract.check("replayDelivery", 202, officer.as("ADMIN").post(
                "/v1/admin/deliveries/" + id + "/replay", Map.of("reason", "The partner has nothing")));
        assertThat(due.path("state").asText()).isEqualTo("DUE");
        assertThat(Instant.parse(due.path("dueAt").asText()))
                .isAfter(Instant.parse(due.path("updatedAt").asText()).plusSeconds(20));
        clock.advance(LEASE);
        referral.await("IN_PROGRESS");
        assertThat(effects(prosecution, referral)).containsExactly(Ledger.Effect.APPLIED, Ledger.Effect.REPEATED);
        assertThat(prosecution.questions()).doesNotContain(referral.id());
    }

    /** The partner makes the link, and its answer is lost. */
    private Referred cut(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD KOHAT", report, 2026);
        prosecution.faults().cutAfterProcessing(1);
        return refer(officer).awaitDelivery("IN_DOUBT");
    }

    /** The request is lost on its way, and the connection with it. */
    private Referred lost(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD KOHAT", report, 2026);
        int before = prosecution.arrivals();
        prosecution.faults().blackHole(1);
        Referred referral = refer(officer);
        Awaitility.await().atMost(LIMIT).until(() -> prosecution.arrivals() > before);
        Awaitility.await().atMost(LIMIT).until(() -> {
            prosecution.faults().clear();
            return referral.deliveries().contains("IN_DOUBT");
        });
        return referral;
    }

    private void withdraw(Referred referral) {
        hub.getBean(ReferralCommands.class).byHub(referral.id(), new Cancel(Reason.of("consent.withdrawn")));
    }

    private static List<Ledger.Effect> effects(ProsecutionSimulator prosecution, Referred referral) {
        return prosecution.ledger().entries(referral.id()).stream().map(Ledger.Entry::effect).toList();
    }

    private void awaitResult(Referred referral, String result) {
        Awaitility.await(result).atMost(LIMIT).until(() -> attempts(referral, "result").contains(result));
    }

    private List<String> attempts(Referred referral, String column) {
        return jdbc.sql("select a." + column + """
                 from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id and a.finished_at is not null order by d.sequence, a.number""")
                .param("id", referral.id()).query(String.class).list();
    }

    private Referred refer(HubClient officer) {
        return CaseLink.refer(hub, officer, "CTD Kohat", report);
    }
}
