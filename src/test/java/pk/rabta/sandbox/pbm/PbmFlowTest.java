package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger.Effect;
import pk.rabta.sandbox.pbm.Envelope.Version;

/** The whole way of a referral to Bait-ul-Mal and back, over SOAP both ways. */
@HubTest
class PbmFlowTest {

    @Autowired
    private ApplicationContext hub;

    private PbmSimulator office;
    private PbmFlow flow;

    @BeforeEach
    void prepare(PbmSimulator simulator, HubClient officer) {
        office = simulator;
        office.pace(Duration.ofMillis(100));
        office.funds(true);
        flow = new PbmFlow(hub, officer);
    }

    @AfterEach
    void asBefore() {
        office.faults().clear();
        office.answerFaultsNoMore();
    }

    @Test
    void asksForThePaperThenSanctions() {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        assertThat(flow.status(referral)).isEqualTo("IN_PROGRESS");
        assertThat(flow.text("select partner_reference from referral where id = :id", referral))
                .startsWith("PBM/IFA/LHR/");
        flow.addRecommendation(referral);
        flow.awaitStatus(referral, "COMPLETED");
        assertThat(flow.text("select outcome::text from referral where id = :id", referral)).contains("SERVICE_DELIVERED");
        assertThat(office.ledger().effects(referral)).extracting("kind").containsExactly("application", "answer");
        assertThat(flow.text("select count(*) from enrolment where referral_id = :id", referral)).isEqualTo("1");
    }

    @Test
    void tellsOnlyWhatTheOfficeNeeds() {
        String referral = flow.refer(Map.of());
        office.ledger().awaitEntry("application", referral);
        String application = office.application(referral);
        assertThat(application).contains("Zarmina Invented", "<government>true", "VSO-PB-001")
                .doesNotContain("BLAST", "INC-", "CTD", "PESHAWAR", "923000000122", "LZC-", "DEATH_OF_RELATIVE");
    }

    @Test
    void takesARefusalWithItsReason() {
        String referral = flow.refer(Map.of("declarations",
                Map.of("govtServantFamily", true, "otherAid", List.of())));
        flow.awaitStatus(referral, "REJECTED");
        assertThat(flow.text("select reason::text from referral where id = :id", referral))
                .contains("eligibility.govt-servant-family", "GOVT_SERVANT_FAMILY");
    }

    @Test
    void parksWhatTheOfficeCallsWrongAndSendsAgainWhatItCouldNotHandle() {
        office.answerFault(true, 1);
        String wrong = flow.refer(Map.of());
        flow.awaitDelivery(wrong, "PARKED");
        assertThat(flow.delivery(wrong, "reason")).contains("soap-client");
        office.answerFault(false, 2);
        String later = flow.refer(Map.of());
        flow.awaitDelivery(later, "ACKED");
        assertThat(flow.delivery(later, "attempts")).isEqualTo("3");
        assertThat(office.ledger().effects(later)).hasSize(1);
    }

    @Test
    void refusesAnApplicationThatLacksWhatTheFormAsksBeforeItIsQueued() {
        HubClient.Answer answer = flow.submit(Map.of("patient", Map.of("sameAsApplicant", false)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().at("/violations").findValuesAsText("pointer")).containsExactly(
                "/details/patient/relation", "/details/patient/name", "/details/patient/identifier");
    }

    @Test
    void catchesUpAfterAnOutage() {
        office.faults().refuse();
        String referral = flow.refer(Map.of());
        flow.awaitDelivery(referral, "RETRY");
        assertThat(flow.status(referral)).isEqualTo("REQUESTED");
        office.faults().accept();
        flow.awaitBusinessStatus(referral, "documents-requested");
        assertThat(office.ledger().effects(referral)).hasSize(1);
    }

    @Test
    void oneCaseWhenTheAnswerIsLostOrHalf() {
        office.faults().cutAfterProcessing(1);
        office.faults().halfAnswer(1);
        String referral = flow.refer(Map.of());
        flow.awaitDelivery(referral, "ACKED");
        assertThat(office.ledger().entries(referral)).extracting("effect")
                .containsExactly(Effect.APPLIED, Effect.REPEATED, Effect.REPEATED);
        assertThat(office.ledger().entries(referral)).extracting("messageId").containsOnly(
                flow.delivery(referral, "message_id"));
        flow.awaitBusinessStatus(referral, "documents-requested");
    }

    @Test
    void aFaultThatMeansAlreadyReceivedIsAnAcknowledgement() {
        office.answerRepeatsWithFaults();
        office.faults().cutAfterProcessing(1);
        String referral = flow.refer(Map.of());
        flow.awaitDelivery(referral, "ACKED");
        assertThat(flow.delivery(referral, "attempts")).isEqualTo("2");
        assertThat(office.ledger().entries(referral)).extracting("effect")
                .containsExactly(Effect.APPLIED, Effect.REPEATED);
        assertThat(flow.text("""
                select string_agg(a.result || ' ' || coalesce(a.fault, ''), ', ' order by a.number)
                from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id and d.message = 'request'""", referral)).startsWith("IN_DOUBT ").contains(", ACKED");
        flow.awaitBusinessStatus(referral, "documents-requested");
    }

    @Test
    void aNoticeThatComesTwiceChangesNothing() throws Exception {
        office.faults().answerTwice(2);
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        flow.addRecommendation(referral);
        flow.awaitStatus(referral, "COMPLETED");
        // The receipt for the paper may be settled after the sanction, and leaves a line too.
        Awaitility.await().untilAsserted(() -> assertThat(flow.text("""
                select count(*) from delivery where referral_id = :id and state not in ('ACKED', 'VOIDED')""", referral))
                .isEqualTo("0"));
        String events = "select count(*) from referral_event where referral_id = :id";
        String before = flow.text(events, referral);
        // The same notice under a fresh token: known by its id, answered as the first time.
        String last = new String(office.sentEnvelopes().getLast(), StandardCharsets.UTF_8);
        String notice = last.substring(last.indexOf("<Notice"), last.indexOf("</Notice>") + "</Notice>".length());
        var answer = office.post(Version.SOAP11, Envelope.of(Version.SOAP11, notice)
                .signed(office.ownAccount().username(), office.ownAccount().password()).bytes());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("NoticeReceipt");
        assertThat(flow.text(events, referral)).isEqualTo(before);
    }

    @Test
    void anInformationRequestThatComesAfterTheSanctionChangesNothing() throws Exception {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        flow.addRecommendation(referral);
        flow.awaitStatus(referral, "COMPLETED");
        String late = """
            <Notice xmlns="urn:pbm:ifa:1"><noticeId>late-%1$s</noticeId><sequence>1</sequence><caseRef>%1$s</caseRef>
              <diaryNo>%2$s</diaryNo><issuedAt>2026-03-10T06:30:00Z</issuedAt>
              <informationRequest><code>DOC_INCOMPLETE</code><missing>FORM</missing></informationRequest></Notice>"""
                .formatted(referral, flow.text("select partner_reference from referral where id = :id", referral));
        office.post(Version.SOAP11, Envelope.of(Version.SOAP11, late)
                .signed(office.ownAccount().username(), office.ownAccount().password()).bytes());
        assertThat(flow.status(referral)).isEqualTo("COMPLETED");
    }

    @Test
    void closesTheCaseThatIsWithdrawn() {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        flow.cancel(referral);
        flow.awaitStatus(referral, "CANCELLED");
        assertThat(office.ledger().effects(referral)).extracting("kind").containsExactly("application", "withdrawal");
        assertThat(office.application(referral)).as("asked to be erased").isEmpty();
    }

    @Test
    void whatShouldNeverHaveBeenIsErasedThereToo(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer answer = officer.as("SUPERVISOR").post("/v1/referrals/" + referral + "/entered-in-error",
                Map.of("reason", Map.of("code", "identity.mismatch", "text", "Another person")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        office.ledger().awaitEntry("withdrawal", referral);
        assertThat(office.application(referral)).isEmpty();
        assertThat(office.contact(referral)).isEmpty();
    }

    @Test
    void aNewContactReachesTheOfficeAndSoDoThePapersAfterIt(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer amended = officer.change("PATCH", "/v1/referrals/" + referral,
                Map.of("contact", Map.of("vso", "VSO-PB-014", "safeHours", "16:00-17:00", "officerSex", "F")), "*");
        assertThat(amended.status()).as(amended.text()).isEqualTo(200);
        assertThat(amended.body().has("advice")).isFalse();
        office.ledger().awaitEntry("contact", referral);
        assertThat(office.contact(referral)).contains("VSO-PB-014", "16:00-17:00", "femaleOfficer>true")
                .doesNotContain("VSO-PB-001");
        flow.addRecommendation(referral);
        flow.awaitStatus(referral, "COMPLETED");
        assertThat(flow.text("select count(*) from delivery where referral_id = :id and state = 'PARKED'", referral))
                .isEqualTo("0");
    }

    @Test
    void anAnswerOfWordsReachesTheOfficeAndSoDoesThePaperAfterIt(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer answer = officer.post("/v1/referrals/" + referral + "/answers",
                Map.of("text", "The committee meets on Monday.\n\tThe paper follows."));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.body().has("advice")).isFalse();
        office.ledger().awaitEntry("answer", referral);
        assertThat(office.answers(referral)).containsExactly("The committee meets on Monday.\n\tThe paper follows.");
        assertThat(flow.text("select string_agg(detail::text, ' ') from delivery where referral_id = :id", referral))
                .as("the words stay sealed").doesNotContain("Monday");
        HubClient.Answer attached = officer.post("/v1/referrals/" + referral + "/documents",
                Map.of("documentId", flow.recommendation(referral)));
        assertThat(attached.status()).as(attached.text()).isEqualTo(200);
        flow.awaitStatus(referral, "COMPLETED");
        assertThat(office.ledger().effects(referral)).extracting("kind")
                .containsExactly("application", "answer", "documents");
    }

    @Test
    void aFactThatWasCorrectedReachesTheOfficeWithTheOthers(HubClient officer) {
        String referral = flow.refer(Map.of());
        flow.awaitBusinessStatus(referral, "documents-requested");
        HubClient.Answer answer = officer.post("/v1/referrals/" + referral + "/answers",
                Map.of("details", Map.of("hospital", Map.of("estimatePkr", 300_000))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        office.ledger().awaitEntry("answer", referral);
        assertThat(flow.text("select state from delivery where referral_id = :id and message = 'answer'", referral))
                .isNotEqualTo("PARKED");
    }

    @Test
    void takesADecisionThatComesLate() {
        office.faults().answerLate(Duration.ofSeconds(2));
        String referral = flow.refer(Map.of("incomePkr", 90_000));
        flow.awaitDelivery(referral, "ACKED");
        assertThat(flow.status(referral)).isEqualTo("RECEIVED");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> flow.status(referral).equals("REJECTED"));
    }
}
