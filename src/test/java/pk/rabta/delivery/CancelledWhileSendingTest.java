package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;

/** A referral is cancelled while its request is being sent: what the end of that attempt means for it. */
@HubTest
@PartnersPaused(CancelledWhileSendingTest.PARTNER)
class CancelledWhileSendingTest {

    static final String PARTNER = "bisp";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Relay relay;
    @Autowired
    private Claims claims;
    @Autowired
    private Settlements settlements;
    @Autowired
    private Destinations destinations;
    @Autowired
    private TransactionTemplate transaction;

    /** Claims a request, then cancels its referral. */
    private Dispatch cancelledWhileSending(HubClient officer) {
        return takenBackWhileSending(officer, officer, "cancel", "person.withdrew", "CANCELLATION_REQUESTED");
    }

    private Dispatch enteredInErrorWhileSending(HubClient officer) {
        return takenBackWhileSending(officer, officer.as("SUPERVISOR"), "entered-in-error", "identity.mismatch",
                "ENTERED_IN_ERROR");
    }

    private Dispatch takenBackWhileSending(HubClient officer, HubClient by, String way, String reason, String status) {
        HandedOver request = HandedOver.request(hub, officer, PARTNER, "bisp-kafaalat");
        Dispatch dispatch = claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch();
        destinations.pause(PARTNER, "test", "nothing but the test sends", Instant.now());
        HubClient.Answer answer = by.post("/v1/referrals/" + request.referral() + "/" + way,
                Map.of("reason", Map.of("code", reason, "text", "made by the test")));
        assertThat(answer.body().path("status").asText()).as(answer.text()).isEqualTo(status);
        return dispatch;
    }

    private String status(Dispatch dispatch) {
        return jdbc.sql("select status from referral where id = :id").param("id", dispatch.referralId())
                .query(String.class).single();
    }

    private List<String> messages(Dispatch dispatch) {
        return jdbc.sql("""
                select kind || ' ' || state || coalesce(' ' || (reason ->> 'code'), '') from delivery
                where referral_id = :id and destination = :partner order by sequence""")
                .param("id", dispatch.referralId()).param("partner", PARTNER).query(String.class).list();
    }

    private List<String> events(Dispatch dispatch) {
        return jdbc.sql("select type from referral_event where referral_id = :id order by position")
                .param("id", dispatch.referralId()).query(String.class).list();
    }

    private void fail(Dispatch dispatch, DeliveryFault.Kind kind, String code) {
        settlements.failed(dispatch, new DeliveryFault(kind, code, "made by the test", null));
    }

    /** The messages that the relay would take now, were the partner not paused by the test. */
    private List<String> due(Dispatch dispatch) {
        return transaction.execute(status -> relay.take(PARTNER, 1000, Instant.now())).stream()
                .flatMap(thin -> jdbc.sql("select kind from delivery where id = :id and referral_id = :referral")
                        .param("id", thin.deliveryId()).param("referral", dispatch.referralId())
                        .query(String.class).list().stream())
                .toList();
    }

    @Test
    void whatTurnsOutUnsentIsCancelledAtOnce(HubClient officer) {
        Dispatch dispatch = cancelledWhileSending(officer);

        fail(dispatch, DeliveryFault.Kind.RETRY, "unreachable");

        assertThat(status(dispatch)).isEqualTo("CANCELLED");
        assertThat(messages(dispatch)).containsExactly("request VOIDED never-sent", "cancellation VOIDED never-sent");
        assertThat(events(dispatch)).endsWith("referral.cancellation_requested", "referral.cancelled");
    }

    @Test
    void whatWasEnteredInErrorIsNotTakenBackFromAPartnerThatNeverHadIt(HubClient officer) {
        Dispatch dispatch = enteredInErrorWhileSending(officer);

        fail(dispatch, DeliveryFault.Kind.RETRY, "unreachable");

        assertThat(status(dispatch)).isEqualTo("ENTERED_IN_ERROR");
        assertThat(messages(dispatch)).containsExactly("request VOIDED never-sent", "cancellation VOIDED never-sent");
    }

    @Test
    void butItIsTakenBackWhereThePartnerMayHaveIt(HubClient officer) {
        Dispatch dispatch = enteredInErrorWhileSending(officer);

        fail(dispatch, DeliveryFault.Kind.PARK, "http-422");

        assertThat(messages(dispatch)).containsExactly("request VOIDED http-422", "cancellation DUE");
    }

    @Test
    void soIsWhatCouldNotBeMadeAndNobodyIsAskedToLookAtIt(HubClient officer) {
        Dispatch dispatch = cancelledWhileSending(officer);

        fail(dispatch, DeliveryFault.Kind.PARK, DeliveryFault.MAPPING);

        assertThat(status(dispatch)).isEqualTo("CANCELLED");
        assertThat(messages(dispatch)).hasSize(2).allMatch(message -> message.contains(" VOIDED "));
        assertThat(events(dispatch)).doesNotContain("delivery.parked");
    }

    @Test
    void soIsWhatFoundItsPartnerAtFaultWhichIsPausedAllTheSame(HubClient officer) {
        Dispatch dispatch = cancelledWhileSending(officer);
        destinations.resume(PARTNER, Instant.now());

        fail(dispatch, DeliveryFault.Kind.PARTNER, "token-refused");

        assertThat(status(dispatch)).isEqualTo("CANCELLED");
        assertThat(destinations.get(PARTNER).paused()).isTrue();
    }

    @Test
    void whatThePartnerRefusedIsNotParkedInFrontOfTheCancellation(HubClient officer) {
        Dispatch dispatch = cancelledWhileSending(officer);

        fail(dispatch, DeliveryFault.Kind.PARK, "http-422");

        assertThat(status(dispatch)).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(messages(dispatch)).containsExactly("request VOIDED http-422", "cancellation DUE");
        assertThat(due(dispatch)).containsExactly("cancellation");
    }

    @Test
    void norIsWhatNobodyCanAskAbout(HubClient officer) {
        Dispatch dispatch = cancelledWhileSending(officer);
        Delivery sending = transaction.execute(status -> settlements.lock(dispatch.deliveryId()));

        transaction.executeWithoutResult(status -> settlements.park(sending, "in-doubt", Instant.now()));

        assertThat(messages(dispatch)).containsExactly("request VOIDED in-doubt", "cancellation DUE");
        assertThat(due(dispatch)).containsExactly("cancellation");
    }

    @Test
    void anEarlierAttemptThatMayHaveArrivedKeepsTheCancellation(HubClient officer) {
        Dispatch dispatch = cancelledWhileSending(officer);
        jdbc.sql("""
                with earlier as (insert into delivery_attempt (id, delivery_id, number, started_at, finished_at, result)
                  values (gen_random_uuid(), :id, 2, :at, :at, 'IN_DOUBT'))
                update delivery set attempts = 2 where id = :id""").param("id", dispatch.deliveryId())
                .param("at", Timestamp.from(Instant.now())).update();

        fail(dispatch, DeliveryFault.Kind.RETRY, "unreachable");

        assertThat(status(dispatch)).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(messages(dispatch)).last().asString().isEqualTo("cancellation DUE");
    }
}
