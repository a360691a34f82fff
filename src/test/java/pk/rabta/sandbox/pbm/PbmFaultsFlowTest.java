package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Ledger.Effect;
import pk.rabta.sandbox.pbm.Envelope.Version;

/** What fails, comes twice or comes late on the way to Bait-ul-Mal and back. */
class PbmFaultsFlowTest extends PbmScene {

    /** A decision says that the office has the request: none comes before a test asks for it. */
    private static final Duration UNTIL_ASKED = Duration.ofHours(1);

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
    void oneCaseWhenTheAnswerIsLostOrHalfOrShortOrAPage() {
        office.pace(UNTIL_ASKED);
        office.faults().cutAfterProcessing(1);
        office.faults().halfAnswer(1);
        office.faults().shortAnswer(1);
        office.faults().wrongType(1);
        String referral = flow.refer(Map.of());
        flow.awaitDelivery(referral, "ACKED");
        assertThat(office.ledger().entries(referral)).extracting("effect")
                .containsExactly(Effect.APPLIED, Effect.REPEATED, Effect.REPEATED, Effect.REPEATED,
                        Effect.REPEATED);
        assertThat(flow.text("""
                select string_agg(a.result || ' ' || coalesce(a.fault, ''), ', ' order by a.number)
                from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id and d.message = 'request' and a.number > 2""", referral))
                .isEqualTo("IN_DOUBT answer-broken, IN_DOUBT answer-broken, ACKED ");
        assertThat(office.ledger().entries(referral)).extracting("messageId").containsOnly(
                flow.delivery(referral, "message_id"));
        office.decide(referral);
        flow.awaitBusinessStatus(referral, "documents-requested");
    }

    @Test
    void aFaultThatMeansAlreadyReceivedIsAnAcknowledgement() {
        office.pace(UNTIL_ASKED);
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
        office.decide(referral);
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
    void takesADecisionThatComesLate() {
        office.faults().answerLate(Duration.ofSeconds(2));
        String referral = flow.refer(Map.of("incomePkr", 90_000));
        flow.awaitDelivery(referral, "ACKED");
        assertThat(flow.status(referral)).isEqualTo("RECEIVED");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> flow.status(referral).equals("REJECTED"));
    }
}
