package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.referral.Referrals;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/** What a partner tells late, beside the status, or about a referral that has a successor. */
@HubTest
@PartnersPaused(LateNewsTest.PARTNER)
class LateNewsTest {

    static final String PARTNER = "health-pb";
    private static final String PROGRAMME = "health-pb-trauma-counselling";

    @Autowired
    private ReferralUpdates updates;
    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ObjectMapper json;
    @Autowired
    private Referrals referrals;
    @Autowired
    private TransactionTemplate transaction;

    private ObjectNode update(String referral, String command) {
        ObjectNode update = json.createObjectNode().put("command", command);
        update.putObject("referral").put("id", referral);
        return update;
    }

    private Effect.Kind apply(ObjectNode update) {
        return apply(update, UuidCreator.getTimeOrderedEpoch());
    }

    private Effect.Kind apply(ObjectNode update, UUID inbound) {
        return updates.apply(PARTNER, update, "event-" + UUID.randomUUID(), inbound).kind();
    }

    private String in(String status, HubClient officer) {
        String referral = seeds.referral(officer, PARTNER, PROGRAMME);
        put(referral, status);
        return referral;
    }

    private void put(String referral, String status) {
        jdbc.sql("update referral set status = :status, dispatched = true, updated_at = '2026-01-01' where id = :id")
                .param("status", status).param("id", referral).update();
    }

    private Object column(String name, String referral) {
        return jdbc.sql("select " + name + " from referral where id = :id").param("id", referral).query()
                .singleRow().get(name);
    }

    private List<String> events(String referral) {
        return jdbc.sql("select type from referral_event where referral_id = :id order by position")
                .param("id", referral).query(String.class).list();
    }

    @Test
    void aLateAcknowledgementStillGivesThePartnersNumber(HubClient officer) {
        String referral = in("IN_PROGRESS", officer);
        assertThat(apply(update(referral, "acknowledge").put("partnerReference", "DIARY-17"))).isEqualTo(
                Effect.Kind.UNCHANGED);
        ObjectNode notice = json.createObjectNode().put("command", "note").put("note", "file found");
        notice.putObject("referral").put("partnerReference", "DIARY-17");
        assertThat(apply(notice)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(events(referral)).contains("referral.noted");
    }

    @Test
    void aNoteIsWorkAndEndsTheSilence(HubClient officer) {
        String referral = in("ACCEPTED", officer);
        Object version = column("version", referral);
        assertThat(apply(update(referral, "note").put("note", "called her"))).isEqualTo(Effect.Kind.APPLIED);
        assertThat(column("work_recorded", referral)).isEqualTo(true);
        assertThat(column("version", referral)).isNotEqualTo(version);
        assertThat(column("updated_at", referral).toString()).doesNotStartWith("2026-01-01");
        assertThat(jdbc.sql("select count(*) from audit_leaf where referral_id = :id and type = 'referral.noted'")
                .param("id", referral).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void anAppointmentIsKeptThoughTheStatusStays(HubClient officer) {
        String referral = in("IN_PROGRESS", officer);
        ObjectNode start = update(referral, "start");
        start.putObject("appointment").put("at", "2026-12-01T09:00:00+05:00").put("place", "Mayo Hospital");
        assertThat(apply(start)).isEqualTo(Effect.Kind.APPLIED);
        assertThat(events(referral)).endsWith("referral.noted");
        assertThat(column("status", referral)).isEqualTo("IN_PROGRESS");
    }

    @Test
    void whatWaitedHereWhileALaterMessageEndedTheReferralIsRecorded(HubClient officer) {
        String referral = in("IN_PROGRESS", officer);
        UUID waited = UuidCreator.getTimeOrderedEpoch();
        ObjectNode end = update(referral, "complete");
        end.putObject("outcome").put("code", "SERVICE_DELIVERED");
        assertThat(apply(end)).isEqualTo(Effect.Kind.APPLIED);
        ObjectNode appointed = update(referral, "progress").put("businessStatus", "appointment-scheduled");
        appointed.putObject("appointment").put("at", "2026-12-01T09:00:00+05:00").put("place", "Mayo Hospital");
        assertThat(apply(appointed)).as("one that came after the end").isEqualTo(Effect.Kind.ILLEGAL);
        assertThat(apply(appointed, waited)).isEqualTo(Effect.Kind.RECORDED);
        assertThat(column("status", referral)).isEqualTo("COMPLETED");
        assertThat(events(referral)).endsWith("referral.noted");
        assertThat(jdbc.sql("select detail ->> 'businessStatus' from referral_event where referral_id = :id and "
                + "type = 'referral.noted'").param("id", referral).query(String.class).list())
                .containsExactly("appointment-scheduled");
    }

    @Test
    void anAnswerAfterExpiryIsOnlyRecordedWhereAnotherReferralIsOpen(HubClient officer) {
        String person = seeds.person();
        String consent = seeds.consent(person, "vso-tool", List.of(PARTNER));
        String expired = seeds.referral(officer, person, consent, PROGRAMME);
        put(expired, "EXPIRED");
        String open = seeds.referral(officer, person, consent, PROGRAMME);
        assertThat(apply(update(expired, "accept"))).isEqualTo(Effect.Kind.RECORDED);
        assertThat(column("status", expired)).isEqualTo("EXPIRED");
        assertThat(column("status", open)).isEqualTo("REQUESTED");
        assertThat(events(expired)).endsWith("referral.noted");
    }

    @Test
    void oneKeyForTwoCommandsStandsForTwoEvents(HubClient officer) {
        String referral = in("RECEIVED", officer);
        HubClient partner = officer.as("HEALTH_PB");
        String key = "key-" + UUID.randomUUID();
        assertThat(partner.post("/v1/partner/referrals/" + referral + "/accept", Map.of(), key).status()).isEqualTo(200);
        HubClient.Answer second = partner.post("/v1/partner/referrals/" + referral + "/progress",
                Map.of("businessStatus", "eligibility-check"), key);
        assertThat(second.status()).isEqualTo(200);
        assertThat(column("status", referral)).isEqualTo("IN_PROGRESS");
        assertThat(column("business_status", referral)).isEqualTo("eligibility-check");
    }

    private ObjectNode hearing(String referral, int sequence, String date) {
        ObjectNode it = update(referral, "progress").put("sequence", sequence);
        it.putObject("hearing").put("court", "ATC-1").put("caseNumber", "C-1").put("date", date);
        return it;
    }

    @Test
    void anOlderNoticeDoesNotBringAnOldHearingBack(HubClient officer) {
        String referral = in("IN_PROGRESS", officer);
        assertThat(apply(hearing(referral, 6, "2027-05-20"))).isEqualTo(Effect.Kind.APPLIED);
        assertThat(apply(hearing(referral, 5, "2027-05-10"))).isEqualTo(Effect.Kind.RECORDED);
        assertThat(jdbc.sql("select hearing_date || ' ' || status from hearing where referral_id = :id")
                .param("id", referral).query(String.class).list()).containsExactly("2027-05-20 SCHEDULED");
    }

    @Test
    void aRefusedCommandAcknowledgesNothing(HubClient officer) {
        String referral = in("REQUESTED", officer);
        jdbc.sql("update delivery set state = 'SENDING', lease_until = '2100-01-01' where referral_id = :id")
                .param("id", referral).update();
        assertThat(apply(update(referral, "confirm-cancellation"))).isEqualTo(Effect.Kind.ILLEGAL);
        assertThat(jdbc.sql("select state from delivery where referral_id = :id").param("id", referral)
                .query(String.class).list()).containsExactly("SENDING");
        jdbc.sql("update delivery set state = 'VOIDED', lease_until = null where referral_id = :id")
                .param("id", referral).update();
    }

    /** A settlement holds the referral and wants the delivery: the update must not hold them the other way round. */
    @Test
    void anUpdateWaitsForTheReferralBeforeItTouchesItsDeliveries(HubClient officer) throws Exception {
        String referral = in("REQUESTED", officer);
        jdbc.sql("update delivery set state = 'SENT' where referral_id = :id").param("id", referral).update();
        CompletableFuture<Effect.Kind> update = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            referrals.lock(referral);
            Thread.startVirtualThread(() -> update.complete(apply(update(referral, "accept"))));
            Awaitility.await().untilAsserted(() -> assertThat(jdbc.sql("""
                    select count(*) from pg_stat_activity where datname = current_database()
                      and wait_event_type = 'Lock' and query like '%referral%'""")
                    .query(Integer.class).single()).isPositive());
            assertThat(jdbc.sql("select state from delivery where referral_id = :id for update nowait")
                    .param("id", referral).query(String.class).list()).containsExactly("SENT");
        });
        assertThat(update.get(10, TimeUnit.SECONDS)).isEqualTo(Effect.Kind.APPLIED);
    }
}
