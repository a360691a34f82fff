package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;

/** A partner says something that moves nothing, of a referral whose request nobody has settled yet: it has it all the same. */
@HubTest
@PartnersPaused(NoteWhileSendingTest.PARTNER)
class NoteWhileSendingTest {

    static final String PARTNER = "health-pb";
    private static final UUID ENQUEUED = UUID.fromString("9d6f4e8e-6f0a-4a6e-9a52-0f6f2b1c7d10");

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Claims claims;
    @Autowired
    private Settlements settlements;
    @Autowired
    private Destinations destinations;
    @Autowired
    private ReferralUpdates updates;
    @Autowired
    private ObjectMapper json;

    private Dispatch sending(HubClient officer) {
        HandedOver request = HandedOver.request(hub, officer, PARTNER, "health-pb-trauma-counselling");
        Dispatch dispatch = claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch();
        destinations.pause(PARTNER, "test", "nothing but the test sends", Instant.now());
        return dispatch;
    }

    private Effect.Kind tells(Dispatch dispatch, String command, long sequence) {
        ObjectNode update = json.createObjectNode().put("command", command).put("sequence", sequence)
                .put("note", "made by the test").put("businessStatus", "eligibility-check");
        update.putObject("referral").put("id", String.valueOf(dispatch.referralId()));
        return updates.apply(PARTNER, update, "event-" + UUID.randomUUID(), UUID.randomUUID()).kind();
    }

    private List<String> events(Dispatch dispatch) {
        return jdbc.sql("select type from referral_event where referral_id = :id order by position")
                .param("id", dispatch.referralId()).query(String.class).list();
    }

    private Map<String, Object> referral(Dispatch dispatch) {
        return jdbc.sql("""
                select status, business_status, acked_at is not null as acked, acknowledge_by is null as unalarmed,
                  respond_by is not null as answer_due, expire_at is not null as expires
                from referral where id = :id""").param("id", dispatch.referralId()).query().singleRow();
    }

    private String request(Dispatch dispatch) {
        return jdbc.sql("select state from delivery where id = :id").param("id", dispatch.deliveryId())
                .query(String.class).single();
    }

    private void assertReceived(Dispatch dispatch) {
        assertThat(request(dispatch)).isEqualTo("ACKED");
        assertThat(referral(dispatch)).containsEntry("status", "RECEIVED").containsEntry("acked", true)
                .containsEntry("unalarmed", true).containsEntry("answer_due", true).containsEntry("expires", true);
        assertThat(InvariantScene.found(new RequestOfReferral(jdbc), Instant.now())).doesNotContain(dispatch.referralId());
    }

    /** The hub that sent it may be dead: nobody else would ever acknowledge it. */
    @Test
    void aNoteAcknowledgesTheRequestAndTheReferral(HubClient officer) {
        Dispatch dispatch = sending(officer);
        assertThat(tells(dispatch, "note", 1)).isEqualTo(Effect.Kind.APPLIED);
        assertReceived(dispatch);
        assertThat(referral(dispatch)).as("told with it").containsEntry("business_status", "eligibility-check");
        assertThat(events(dispatch)).containsExactly("referral.requested", "referral.received", "referral.noted");
    }

    @Test
    void theAnswerThatComesAfterItTellsNothingTwice(HubClient officer) {
        Dispatch dispatch = sending(officer);
        tells(dispatch, "note", 1);
        settlements.acknowledged(dispatch, null);
        assertReceived(dispatch);
        assertThat(referral(dispatch)).containsEntry("business_status", "eligibility-check");
        assertThat(events(dispatch)).containsExactly("referral.requested", "referral.received", "referral.noted");
    }

    /** What a newer message overtook is only written down, but it is an answer. */
    @Test
    void whatIsOnlyRecordedAcknowledgesToo(HubClient officer) {
        Dispatch dispatch = sending(officer);
        jdbc.sql("update referral set partner_sequence = 9 where id = :id").param("id", dispatch.referralId()).update();
        assertThat(tells(dispatch, "accept", 5)).isEqualTo(Effect.Kind.RECORDED);
        assertReceived(dispatch);
    }

    @Test
    void theAnswerToTheRequestAcknowledgesItThoughItIsOvertaken(HubClient officer) {
        Dispatch dispatch = sending(officer);
        jdbc.sql("update referral set partner_sequence = 9 where id = :id").param("id", dispatch.referralId()).update();
        ObjectNode answer = json.createObjectNode();
        ObjectNode update = answer.putArray("updates").addObject().put("command", "acknowledge").put("sequence", 5);
        update.putObject("referral").put("id", String.valueOf(dispatch.referralId()));
        settlements.acknowledged(dispatch, answer);
        assertReceived(dispatch);
    }

    /** Wherever a message of unknown fate waits: to be sent again, to be asked about, or for a person. */
    @ParameterizedTest
    @ValueSource(strings = {"RETRY", "DUE", "PUBLISHED", "IN_DOUBT", "PARKED"})
    void itEndsTheDoubt(String state, HubClient officer) {
        Dispatch dispatch = sending(officer);
        settlements.failed(dispatch, new DeliveryFault(DeliveryFault.Kind.IN_DOUBT, "connection-broken", "cut", null));
        waits(dispatch, state, "in-doubt");
        tells(dispatch, "note", 1);
        assertReceived(dispatch);
        assertThat(jdbc.sql("""
                select reason is null and enqueue_id is null and lease_until is null from delivery where id = :id""")
                .param("id", dispatch.deliveryId()).query(Boolean.class).single()).isTrue();
        assertThat(claims.claim(dispatch.deliveryId(), ENQUEUED)).isEmpty();
    }

    /** Retention took the attempt's row, or an older state of the database never had it. */
    @Test
    void soIsAnAttemptOfWhichNothingIsKeptInDoubt(HubClient officer) {
        Dispatch dispatch = sending(officer);
        settlements.failed(dispatch, new DeliveryFault(DeliveryFault.Kind.IN_DOUBT, "connection-broken", "cut", null));
        jdbc.sql("delete from delivery_attempt where delivery_id = :id").param("id", dispatch.deliveryId()).update();
        tells(dispatch, "note", 1);
        assertReceived(dispatch);
    }

    /** What it never had, or refused, it is told: it may speak of the person, or by what it was sent before. */
    @ParameterizedTest
    @CsvSource({"RETRY, RETRY", "DUE, RETRY", "PUBLISHED, RETRY", "PARKED, PARK"})
    void whatIsInNoDoubtGoesItsWay(String state, DeliveryFault.Kind kind, HubClient officer) {
        Dispatch dispatch = sending(officer);
        settlements.failed(dispatch, new DeliveryFault(kind, "http-503", "answered 503", 503, null, null));
        waits(dispatch, state, "http-503");
        tells(dispatch, "note", 1);
        assertThat(request(dispatch)).isEqualTo(state);
        assertThat(referral(dispatch)).containsEntry("status", "REQUESTED");
    }

    private void waits(Dispatch dispatch, String state, String reason) {
        jdbc.sql("""
                update delivery set state = :state, reason = jsonb_build_object('code', cast(:reason as text)),
                  enqueue_id = :enqueue, published_at = :now where id = :id""")
                .param("state", state).param("reason", reason).param("enqueue", ENQUEUED)
                .param("now", Timestamp.from(Instant.now())).param("id", dispatch.deliveryId()).update();
    }

    @Test
    void whatMovesTheReferralItselfImpliesNoReceipt(HubClient officer) {
        Dispatch dispatch = sending(officer);
        assertThat(tells(dispatch, "accept", 1)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(request(dispatch)).isEqualTo("ACKED");
        assertThat(events(dispatch)).containsExactly("referral.requested", "referral.accepted");
    }
}
