package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.referral.exchange.Came;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;

/** What waited here, or was not understood when it came: it must not undo what the partner said since. */
class LateWordTest extends Scene {

    private static final String PARTNER = "health-pb";

    @Autowired
    private ReferralUpdates updates;
    @Autowired
    private Archive archive;
    @Autowired
    private ObjectMapper json;

    private String referral;

    @BeforeEach
    void refer() {
        referral = refer(COUNSELLING);
        received(referral);
    }

    @Test
    void thatWasParkedIsOnlyRecordedWhereTheReferralWasMovedSince() {
        UUID parked = arrives();
        assertThat(tells("progress", arrives())).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("complete", parked, Came.PARKED)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(status()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void thatWasParkedCountsWhereOnlyNewsCameSince() {
        assertThat(tells("progress", arrives())).isEqualTo(Effect.Kind.APPLIED);
        UUID parked = arrives();
        assertThat(tells("note", arrives())).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("acknowledge", arrives())).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("complete", parked, Came.PARKED)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(status()).isEqualTo("COMPLETED");
    }

    @Test
    void undoesNothingThatWasToldByThePartnerApi() {
        UUID parked = arrives();
        UUID waited = arrives();
        assertThat(tells("progress", null)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("hold", parked, Came.PARKED)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(tells("hold", waited, Came.WAITED)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(status()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void undoesNothingThatTheAnswerToAnOlderDeliveryTold() {
        UUID delivery = UuidCreator.getTimeOrderedEpoch();
        UUID waited = arrives();
        assertThat(tells("progress", delivery)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("hold", waited, Came.WAITED)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(status()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void thatWaitedCountsWhereItLeadsFurther() {
        UUID first = arrives();
        UUID second = arrives();
        assertThat(tells("accept", arrives())).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("progress", first, Came.WAITED)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(status()).isEqualTo("IN_PROGRESS");
        assertThat(tells("progress", arrives())).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("complete", second, Came.WAITED)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(status()).isEqualTo("COMPLETED");
    }

    @Test
    void thatLeadsFurtherLeavesTheStepThatWasToldSince() {
        UUID waited = arrives();
        assertThat(apply(about("note").put("businessStatus", "appointment-scheduled"), arrives(), Came.AT_ONCE))
                .isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("accept", waited, Came.WAITED)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(status()).isEqualTo("ACCEPTED");
        assertThat(get(referral).path("businessStatus").asText()).isEqualTo("appointment-scheduled");
    }

    /** What came before is applied after the next one came, and is not newer for that. */
    @Test
    void thatWaitedWithItsFellowsCountsInTheOrderInWhichTheyCame() {
        UUID first = arrives();
        UUID second = arrives();
        assertThat(tells("progress", first, Came.WAITED)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(tells("hold", second, Came.WAITED)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(status()).isEqualTo("ON_HOLD");
    }

    @Test
    void bringsNoOldHearingBack() {
        UUID waited = arrives();
        UUID longer = arrives();
        assertThat(hearing("2027-05-20", arrives(), Came.AT_ONCE)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(hearing("2027-05-05", waited, Came.WAITED)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(tells("complete", arrives())).isEqualTo(Effect.Kind.APPLIED);
        assertThat(hearing("2027-05-05", longer, Came.WAITED)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(hearings()).containsExactly("2027-05-20 SCHEDULED");
        assertThat(jdbc.sql("""
                select count(*) from referral_event where referral_id = :id and detail ->> 'hearingStatus' = 'ADJOURNED'""")
                .param("id", referral).query(Integer.class).single()).isZero();
    }

    @Test
    void tellsTheHearingWhereNoOtherWasToldSince() {
        UUID waited = arrives();
        assertThat(tells("progress", arrives())).isEqualTo(Effect.Kind.APPLIED);
        assertThat(hearing("2027-05-05", waited, Came.WAITED)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(hearings()).containsExactly("2027-05-05 SCHEDULED");
    }

    @Test
    void isAsOldAsWhenItCameFirst() {
        UUID first = arrives();
        assertThat(keep(first).came()).isEqualTo(Came.WAITED);
        put(first, "PARKED");
        assertThat(keep(first).came()).isEqualTo(Came.PARKED);
        put(first, "REFUSED");
        assertThat(keep(first).came()).as("which the partner was told, and says anew").isEqualTo(Came.AT_ONCE);
    }

    private void put(UUID message, String state) {
        jdbc.sql("update inbound_message set state = :state where id = :id").param("id", message).param("state", state)
                .update();
    }

    /** Without a mapping: the hub's own sweep leaves it alone. */
    private UUID arrives() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        return keep(id).id();
    }

    private Inbound keep(UUID id) {
        return archive.keep(new Inbound(id, PARTNER, "late-" + id, null, false, Came.AT_ONCE, null), "rest",
                "application/json", new byte[0], new byte[0]);
    }

    private String status() {
        return get(referral).path("status").asText();
    }

    private List<String> hearings() {
        return jdbc.sql("select hearing_date || ' ' || status from hearing where referral_id = :id order by 1")
                .param("id", referral).query(String.class).list();
    }

    private Effect.Kind hearing(String date, UUID message, Came came) {
        ObjectNode update = about("progress");
        update.putObject("hearing").put("court", "ATC-1").put("caseNumber", "C-1").put("date", date);
        return apply(update, message, came);
    }

    private Effect.Kind tells(String command, UUID message) {
        return tells(command, message, Came.AT_ONCE);
    }

    private Effect.Kind tells(String command, UUID message, Came came) {
        ObjectNode update = about(command).put("note", "made by the test");
        if (command.equals("complete")) {
            update.putObject("outcome").put("code", "SERVICE_DELIVERED");
        }
        return apply(update, message, came);
    }

    private ObjectNode about(String command) {
        ObjectNode update = json.createObjectNode().put("command", command);
        update.putObject("referral").put("id", referral);
        return update;
    }

    private Effect.Kind apply(ObjectNode update, UUID message, Came came) {
        return updates.apply(PARTNER, update, "event-" + UUID.randomUUID(), message, null, came).kind();
    }
}
