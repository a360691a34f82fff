package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
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
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;

/** A basis that ended while a message waited stops it wherever it waits: before its claim, after a replay, in a list. */
@HubTest
class BasisAtEachStepTest {

    private static final String WITHDRAWN = "status = 'WITHDRAWN'";
    private static final String EXPIRED = "valid_to = valid_from";
    private static final String NOT_REVIEWED = "basis = 'PUBLIC_TASK', review_at = valid_from";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Claims claims;
    @Autowired
    private Replay replay;

    private String ends(HandedOver request, String how) {
        return jdbc.sql("update consent set " + how + " where id = (select consent_id from referral where id = :id) "
                + "returning id").param("id", request.referral()).query(String.class).single();
    }

    private String referral(HandedOver request, String column) {
        return jdbc.sql("select " + column + " from referral where id = :id").param("id", request.referral())
                .query(String.class).single();
    }

    private String delivery(HandedOver request, String column) {
        return jdbc.sql("select " + column + " from delivery where id = :id").param("id", request.id())
                .query(String.class).single();
    }

    @ParameterizedTest
    @ValueSource(strings = {WITHDRAWN, EXPIRED, NOT_REVIEWED})
    void atTheClaim(String how, HubClient officer) {
        HandedOver request = request(officer);
        ends(request, how);

        assertThat(claims.claim(request.id(), request.enqueue())).isEmpty();

        assertThat(delivery(request, "state")).isEqualTo("VOIDED");
        assertThat(referral(request, "status")).isEqualTo("CANCELLED");
        assertThat(referral(request, "reason ->> 'code'")).isEqualTo(Map.of(WITHDRAWN, "consent.withdrawn", EXPIRED,
                "consent.expired", NOT_REVIEWED, "consent.review-due").get(how));
    }

    @Test
    void atTheClaimOneHoldsThatWasWrittenDownByAClockFourMinutesAhead(HubClient officer) {
        HandedOver request = request(officer);
        ends(request, "valid_from = valid_from + interval '4 minutes'");

        assertThat(claims.claim(request.id(), request.enqueue())).isPresent();
    }

    @Test
    void atTheClaimOfAChildWhoHasComeOfAge(HubClient officer) {
        HandedOver request = request(officer);
        ends(request, "capacity = 'MINOR'");
        Seeds seeds = hub.getBean(Seeds.class);
        var grown = seeds.snapshot(request.victim());
        grown.withObject("/victim").put("birthDate", "2001-04-01").put("birthDatePrecision", "YEAR");
        seeds.registrySays(grown);

        assertThat(claims.claim(request.id(), request.enqueue())).isEmpty();

        assertThat(referral(request, "reason ->> 'code'")).isEqualTo("consent.of-age");
    }

    @ParameterizedTest
    @CsvSource({"ADULT, 2015-04-01", "DECEASED, 1987-04-01"})
    void atTheClaimWhereTheWrongOneSpoke(String capacity, String born, HubClient officer) {
        HandedOver request = request(officer);
        ends(request, "capacity = '" + capacity + "'");
        Seeds seeds = hub.getBean(Seeds.class);
        var known = seeds.snapshot(request.victim());
        known.withObject("/victim").put("birthDate", born).put("birthDatePrecision", "DAY");
        seeds.registrySays(known);

        assertThat(claims.claim(request.id(), request.enqueue())).isEmpty();

        assertThat(referral(request, "status || ' ' || dispatched")).isEqualTo("CANCELLED false");
        assertThat(referral(request, "reason ->> 'code'")).isEqualTo("consent.capacity");
    }

    @Test
    void afterAPersonsReplay(HubClient officer) {
        HandedOver request = request(officer);
        jdbc.sql("update delivery set state = 'PARKED' where id = :id").param("id", request.id()).update();
        ends(request, EXPIRED);

        assertThat(replay.run(request.id(), Instant.now()).orElseThrow().replayed()).isTrue();
        jdbc.sql("update delivery set state = 'PUBLISHED', enqueue_id = :enqueue where id = :id")
                .param("enqueue", request.enqueue()).param("id", request.id()).update();

        assertThat(claims.claim(request.id(), request.enqueue())).isEmpty();
        assertThat(delivery(request, "state")).isEqualTo("VOIDED");
    }

    @Test
    void inAListThatIsSealedAndNotUploaded(HubClient officer) {
        HandedOver request = request(officer);
        Dispatch dispatch = claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch();
        UUID list = sealed(dispatch);

        JsonNode answer = withdraw(request, officer);

        assertThat(answer.path("stopped")).extracting(JsonNode::asText).containsExactly(request.referral());
        assertThat(answer.path("mayHaveLeft")).isEmpty();
        assertThat(jdbc.sql("select state || ' ' || (content is null) from batch_row where file_id = :id").param("id", list)
                .query(String.class).list()).containsExactly("STRUCK true");
        nothingLeft(request);
    }

    @Test
    void inAListWhoseUploadHasBegunItMayHaveLeft(HubClient officer) {
        HandedOver request = request(officer);
        Dispatch dispatch = claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch();
        UUID list = sealed(dispatch);
        jdbc.sql("update batch_file set state = 'UPLOADING' where id = :id").param("id", list).update();

        JsonNode answer = withdraw(request, officer);

        assertThat(answer.path("mayHaveLeft")).extracting(JsonNode::asText).containsExactly(request.referral());
        assertThat(answer.path("stopped")).isEmpty();
        assertThat(referral(request, "status || ' ' || dispatched")).isEqualTo("CANCELLATION_REQUESTED true");
        assertThat(jdbc.sql("select kind from delivery where referral_id = :id order by sequence")
                .param("id", request.referral()).query(String.class).list()).containsExactly("request", "cancellation");
        jdbc.sql("update batch_file set state = 'DROPPED' where id = :id").param("id", list).update();
    }

    @Test
    void amongTheRowsThatWaitForAList(HubClient officer) {
        HandedOver request = request(officer);
        Dispatch dispatch = claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch();
        jdbc.sql("""
                insert into batch_pending (delivery_id, attempt_id, partner_id, kind, grouping, referral_id, content,
                  added_at)
                values (:delivery, :attempt, 'nobody', 'list', 'PK617', :referral, '\\x00', :now)""")
                .param("delivery", dispatch.deliveryId()).param("attempt", dispatch.attemptId())
                .param("referral", request.referral()).param("now", Timestamp.from(Instant.now())).update();

        JsonNode answer = withdraw(request, officer);

        assertThat(answer.path("stopped")).extracting(JsonNode::asText).containsExactly(request.referral());
        assertThat(jdbc.sql("select count(*) from batch_pending where delivery_id = :id").param("id", request.id())
                .query(Integer.class).single()).isZero();
        nothingLeft(request);
    }

    private JsonNode withdraw(HandedOver request, HubClient officer) {
        String consent = ends(request, "office = 'VSO-PB-LAHORE', province = 'PK-PB'");
        return check("withdrawConsent", 200, officer.post("/v1/consents/" + consent + "/withdraw",
                Map.of("withdrawnBy", "SELF")));
    }

    private void nothingLeft(HandedOver request) {
        assertThat(referral(request, "status || ' ' || dispatched")).isEqualTo("CANCELLED false");
        assertThat(jdbc.sql("select kind || ' ' || state from delivery where referral_id = :id")
                .param("id", request.referral()).query(String.class).list()).isEqualTo(List.of("request VOIDED"));
        assertThat(jdbc.sql("select result || ' ' || unsent from delivery_attempt where delivery_id = :id")
                .param("id", request.id()).query(String.class).list()).containsExactly("TAKEN_BACK true");
    }

    /** A list with the one row, as the batch makes it; of a partner that no batch route serves. */
    private UUID sealed(Dispatch dispatch) {
        UUID list = UUID.randomUUID();
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
                values (:id, 'nobody', 'OUT', :name, 'list', 'SEALED', 1, :now, :now)""").param("id", list)
                .param("name", list + ".csv").param("now", Timestamp.from(Instant.now())).update();
        jdbc.sql("""
                insert into batch_row (file_id, number, delivery_id, attempt_id, referral_id, state, content)
                values (:file, 1, :delivery, :attempt, :referral, 'LISTED', '\\x00')""").param("file", list)
                .param("delivery", dispatch.deliveryId()).param("attempt", dispatch.attemptId())
                .param("referral", dispatch.referralId()).update();
        return list;
    }

    private HandedOver request(HubClient officer) {
        return HandedOver.request(hub, officer, "health-pb", "health-pb-trauma-counselling");
    }
}
