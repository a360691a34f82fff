package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.delivery.Destinations;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.Referred;

/** A message that could not be made: who is told what, and what its partner never hears of. */
@HubTest
@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
class UnpreparedFlowTest {

    /** Reports have five digits at most. */
    private static final int TOO_LONG = 654321;
    private static final String PARTNER = "prosecution-kp";
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private MovableClock clock;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Destinations destinations;

    @AfterEach
    void back(ProsecutionSimulator prosecution) {
        prosecution.faults().clear();
        destinations.resume(PARTNER, clock.instant());
        clock.reset();
    }

    @Test
    void theAdministratorSeesTheFieldsTheOfficerAPlainReasonAndNobodyAValue(HubClient officer, CapturedOutput log) {
        Referred referral = CaseLink.refer(hub, officer, "CTD Kohat", TOO_LONG).awaitDelivery("PARKED");

        JsonNode parked = ResponseContract.check("listDeliveries", 200, officer.as("ADMIN")
                .get("/v1/admin/deliveries?state=PARKED&referral=" + referral.id())).at("/items/0");
        assertThat(parked.path("fault").asText()).isEqualTo("mapping");
        assertThat(parked.path("detail")).singleElement().extracting(JsonNode::asText).asString()
                .startsWith("/incident/fir/number: ").contains("99999");
        JsonNode whole = ResponseContract.check("getDelivery", 200, officer.as("ADMIN")
                .get("/v1/admin/deliveries/" + parked.path("id").asText()));
        assertThat(whole.at("/history/0/detail")).isEqualTo(parked.path("detail"));

        JsonNode told = last(officer, referral);
        assertThat(told.path("type").asText()).isEqualTo("delivery.parked");
        assertThat(told.at("/reason/code").asText()).isEqualTo("technical.not-prepared");
        assertThat(told.at("/reason/text").asText()).contains("could not be prepared", "/incident/fir/number");

        assertThat(log.getAll()).contains("parked: mapping [/incident/fir/number: ").doesNotContain(String.valueOf(TOO_LONG));
        assertThat(whole + " " + told).doesNotContain(String.valueOf(TOO_LONG));
    }

    @Test
    void whatThePartnerRefusesIsToldInPlainWordsToo(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.faults().storm(400, 1);
        Referred referral = CaseLink.refer(hub, officer, "CTD Kohat", 1).awaitDelivery("PARKED");
        assertThat(last(officer, referral).at("/reason/text").asText()).contains("refuses our message");
        assertThat(cancel(officer, referral)).as("the partner had it").isEqualTo("CANCELLATION_REQUESTED");
    }

    @Test
    void aReferralWhoseMessageWasNeverMadeIsCancelledAtOnceAndThePartnerHearsNothing(HubClient officer) {
        Referred referral = CaseLink.refer(hub, officer, "CTD Kohat", TOO_LONG).awaitDelivery("PARKED");
        assertThat(cancel(officer, referral)).isEqualTo("CANCELLED");
        assertThat(referral.deliveries()).containsExactly("VOIDED");
    }

    @Test
    void soIsOneWhosePartnerWasNeverReached(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.faults().refuse();
        Referred referral = CaseLink.refer(hub, officer, "CTD Kohat", 2).awaitDelivery("RETRY");
        stopSending(referral);
        assertThat(cancel(officer, referral)).isEqualTo("CANCELLED");
        assertThat(referral.deliveries()).containsExactly("VOIDED");
    }

    @Test
    void oneAttemptThatMayHaveArrivedIsEnoughToTakeItBack(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.faults().storm(500, Faults.ALWAYS);
        Referred referral = CaseLink.refer(hub, officer, "CTD Kohat", 3).awaitDelivery("RETRY");
        // A connection that is cut on its way is another fault than one that is refused.
        stopSending(referral);
        prosecution.faults().refuse();
        destinations.resume(PARTNER, clock.instant());
        Awaitility.await().atMost(LIMIT).until(() -> faults(referral).contains("unreachable"));
        stopSending(referral);
        assertThat(cancel(officer, referral)).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(referral.deliveries()).contains("VOIDED", "DUE");
    }

    @Test
    void andSoIsAPartnerThatReadItAtTheHub(HubClient officer) {
        Referred referral = CaseLink.refer(hub, officer, "CTD Kohat", TOO_LONG).awaitDelivery("PARKED");
        HubClient partner = officer.as("PROSECUTION_KP");
        assertThat(partner.get("/v1/partner/referrals/" + referral.id()).status()).isEqualTo(200);
        String delivery = jdbc.sql("select id::text from delivery where referral_id = :id").param("id", referral.id())
                .query(String.class).single();
        officer.as("ADMIN").post("/v1/admin/deliveries/" + delivery + "/replay", Map.of("reason", "Try once more"));
        Awaitility.await().atMost(LIMIT).until(() -> referral.attempts() == 2
                && referral.deliveries().contains("PARKED"));
        assertThat(cancel(officer, referral)).isEqualTo("CANCELLATION_REQUESTED");
    }

    /** No attempt is under way any more, and none begins. */
    private void stopSending(Referred referral) {
        destinations.pause(PARTNER, "test", "nothing is sent", clock.instant());
        Awaitility.await().atMost(LIMIT).until(() -> referral.deliveries().stream()
                .noneMatch(List.of("PUBLISHED", "SENDING")::contains));
    }

    private List<String> faults(Referred referral) {
        return jdbc.sql("""
                select a.fault from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id and a.fault is not null""").param("id", referral.id()).query(String.class).list();
    }

    private static String cancel(HubClient officer, Referred referral) {
        HubClient.Answer answer = officer.post("/v1/referrals/" + referral.id() + "/cancel",
                Map.of("reason", Map.of("code", "person.withdrew")));
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
        return answer.body().path("status").asText();
    }

    private static JsonNode last(HubClient officer, Referred referral) {
        JsonNode items = ResponseContract.check("getReferralTimeline", 200,
                officer.get("/v1/referrals/" + referral.id() + "/timeline")).path("items");
        return items.get(items.size() - 1);
    }
}
