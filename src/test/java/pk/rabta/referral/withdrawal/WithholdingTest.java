package pk.rabta.referral.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.operations.Measures;
import pk.rabta.query.Scene;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;

/** A flag that is set late reaches what waits, is parked, was told and is to be told. */
class WithholdingTest extends Scene {

    @Autowired
    private Persons persons;
    @Autowired
    private Measures measures;
    @Autowired
    private io.micrometer.core.instrument.MeterRegistry meters;
    private String consent;
    private String medical;
    private String counselling;

    @BeforeEach
    void referSomebody() {
        consent = consent();
        JsonNode referrals = refer(consent, MEDICAL, COUNSELLING).path("referrals");
        medical = id(referrals, MEDICAL);
        counselling = id(referrals, COUNSELLING);
    }

    private static String id(JsonNode referrals, String programme) {
        return referrals.valueStream().filter(one -> one.path("programme").asText().equals(programme))
                .map(one -> one.path("id").asText()).findFirst().orElseThrow();
    }

    private void flag() {
        persons.flag(victim, Set.of("WITNESS_PROTECTED"));
    }

    private String status(String referral) {
        return jdbc.sql("select status from referral where id = :id").param("id", referral).query(String.class).single();
    }

    @Test
    void whatHasNotLeftNeverLeavesAndWhatHasIsAskedBack() {
        received(medical);
        flag();
        assertThat(status(medical)).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(messages(medical)).containsExactly("request ACKED", "cancellation DUE");
        assertThat(jdbc.sql("select reason ->> 'code' from referral where id = :id").param("id", medical)
                .query(String.class).single()).as("what the partner is told").isEqualTo("person.withdrew");
        assertThat(status(counselling)).isEqualTo("CANCELLED");
        assertThat(messages(counselling)).containsExactly("request VOIDED");
    }

    @Test
    void whatIsParkedIsClosedAndNobodyCanReplayIt() {
        HubClient admin = officer.as("ADMIN");
        UUID parked = jdbc.sql("""
                update delivery set state = 'PARKED', reason = '{"code": "mapping"}' where referral_id = :id
                returning id""").param("id", counselling).query(UUID.class).single();
        check("getDelivery", 200, admin.get("/v1/admin/deliveries/" + parked));
        flag();
        assertThat(messages(counselling)).containsExactly("request VOIDED");
        check("getDelivery", 404, admin.get("/v1/admin/deliveries/" + parked));
        check("replayDelivery", 404, admin.post("/v1/admin/deliveries/" + parked + "/replay",
                Map.of("reason", "made by the test")));
        // Also where it was parked after the flag, as a cancellation may be.
        received(medical);
        UUID later = jdbc.sql("update delivery set state = 'PARKED' where referral_id = :id returning id")
                .param("id", medical).query(UUID.class).list().getFirst();
        check("replayDelivery", 404, admin.post("/v1/admin/deliveries/" + later + "/replay",
                Map.of("reason", "made by the test")));
    }

    @Test
    void theStoredAnswerOfAReplayIsForgotten() {
        HubClient admin = officer.as("ADMIN");
        UUID parked = jdbc.sql("update delivery set state = 'PARKED' where referral_id = :id returning id")
                .param("id", counselling).query(UUID.class).single();
        String path = "/v1/admin/deliveries/" + parked + "/replay";
        Map<String, String> body = Map.of("reason", "made by the test");
        String key = UUID.randomUUID().toString();
        check("replayDelivery", 202, admin.post(path, body, key));
        flag();
        check("replayDelivery", 404, admin.post(path, body, key));
    }

    @Test
    void countsLeaveItOutAtThatMoment() {
        jdbc.sql("update delivery set state = 'PARKED' where referral_id = :id").param("id", counselling).update();
        List<Double> before = counted();
        flag();
        received(medical); // whatever state a message of theirs is brought into
        jdbc.sql("update delivery set state = 'PARKED' where referral_id in (:ids)")
                .param("ids", List.of(medical, counselling)).update();
        List<Double> after = counted();
        assertThat(after).isEqualTo(List.of(before.get(0) - 1, before.get(1) - 1, before.get(2) - 1));
    }

    /** DUE at Bait-ul-Mal, parked at the hospital: what an administrator sees, then what Prometheus sees of the second. */
    private List<Double> counted() {
        measures.refresh();
        HubClient admin = officer.as("ADMIN");
        JsonNode pbm = admin.get("/v1/admin/partners/pbm").body().path("counts");
        JsonNode health = admin.get("/v1/admin/partners/health-pb").body().path("counts");
        double parked = meters.find("rabta.delivery.parked").tag("partner", "health-pb").gauges().stream()
                .mapToDouble(io.micrometer.core.instrument.Gauge::value).sum();
        double waiting = pbm.path("DUE").asDouble() + pbm.path("PARKED").asDouble() + pbm.path("PUBLISHED").asDouble();
        return List.of(waiting, health.path("PARKED").asDouble(), parked);
    }

    @Test
    void nothingMoreIsToldOfIt() {
        String subscription = check("createSubscription", 201, officer.post("/v1/subscriptions", Map.of("url",
                "http://127.0.0.1:9/hooks", "events", List.of("referral.requested", "consent.recorded"))))
                .path("id").asText();
        String late = consent();
        String referral = refer(late, "pbm-ifa-education").at("/referrals/0/id").asText();
        await().atMost(Duration.ofSeconds(20)).until(() -> jdbc.sql("""
                select count(*) from delivery where destination = :id and kind = 'event'""").param("id", subscription)
                .query(Integer.class).single() >= 2);
        // Webhooks to such an address are tried and fail: they wait for the next try.
        flag();
        // One that was being tried at that moment is withheld when it is claimed again.
        await().atMost(Duration.ofSeconds(90)).until(() -> jdbc.sql("""
                select count(*) from delivery
                where destination = :id and state in ('DUE', 'PUBLISHED', 'RETRY', 'PARKED', 'SENDING')""")
                .param("id", subscription).query(Integer.class).single() == 0);
        assertThat(feed()).doesNotContain(referral, late, medical, consent);
        assertThat(officer.as("ADMIN").get("/v1/admin/deliveries?state=VOIDED&limit=200").text())
                .doesNotContain("person-withheld", "event-withheld");
        officer.delete("/v1/subscriptions/" + subscription);
    }

    private String feed() {
        StringBuilder text = new StringBuilder();
        String after = "";
        for (int page = 0; page < 100; page++) {
            HubClient.Answer answer = officer.get("/v1/events?limit=200" + after);
            text.append(answer.text());
            if (answer.body().path("items").isEmpty()) {
                break;
            }
            after = "&after=" + answer.body().path("next").asText();
        }
        return text.toString();
    }

    @Test
    void aNoticeThatComesTwiceAndAnAnswerThatKnowsNothingChangeNothing() {
        received(medical);
        flag();
        flag();
        persons.store(people.victim(victim, 4711), persons.asking(victim));
        assertThat(messages(medical)).containsExactly("request ACKED", "cancellation DUE");
        check("getReferral", 404, officer.get("/v1/referrals/" + medical));
    }

    @Test
    void thePersonOfTheOfficeNextDoorIsNotTouched() {
        String hidden = victim;
        victim = people.widow();
        String other = refer(consent(), MEDICAL).at("/referrals/0/id").asText();
        persons.flag(hidden, Set.of("WITNESS_PROTECTED"));
        assertThat(get(other).path("status").asText()).isEqualTo("REQUESTED");
        assertThat(messages(other)).containsExactly("request DUE");
    }

    @Test
    void whatIsNoProtectionOfAWitnessHidesNobody() {
        persons.flag(victim, Set.of("THREAT", "GBV"));
        assertThat(get(medical).path("status").asText()).isEqualTo("REQUESTED");
    }
}
