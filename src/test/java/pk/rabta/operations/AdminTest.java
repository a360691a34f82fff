package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;

@HubTest
class AdminTest {

    private static final String PARTNER = "health-pb";
    private static final Map<String, String> REASON = Map.of("reason", "Maintenance of the partner");

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void clean() {
        jdbc.sql("update destination_state set paused = false where id = :id").param("id", PARTNER).update();
    }

    @Test
    void shows_every_route_with_its_counts(HubClient officer) {
        HubClient admin = officer.as("ADMIN");
        ResponseContract.check("listPartners", 200, admin.get("/v1/admin/partners"));
        JsonNode items = ResponseContract.check("listRoutes", 200, admin.get("/v1/admin/routes")).path("items");
        assertThat(items).extracting(route -> route.path("id").asText())
                .contains("admin-routes-list", "relay", "accept", "deliver-webhook", "deliver-bisp");
        JsonNode partners = find(items, "id", "admin-partners-list");
        assertThat(partners.path("total").asLong()).isPositive();
        assertThat(partners.path("status").asText()).isEqualTo("Started");
        assertThat(partners.path("file").asText()).isEqualTo("api/admin-partners.camel.yaml");
        assertThat(items.toString()).doesNotContain("/routes/");
    }

    @Test
    void counts_failures_that_were_answered(HubClient officer) {
        HubClient admin = officer.as("ADMIN");
        long before = find(admin.get("/v1/admin/routes").body().path("items"), "id", "admin-partners-get")
                .path("failed").asLong();
        ResponseContract.check("getPartner", 404, admin.get("/v1/admin/partners/no-such-partner"));
        JsonNode after = find(admin.get("/v1/admin/routes").body().path("items"), "id", "admin-partners-get");
        assertThat(after.path("failed").asLong()).isEqualTo(before + 1);
    }

    @Test
    void a_paused_partner_gets_nothing_until_it_is_resumed(HubClient officer) {
        HubClient admin = officer.as("ADMIN");
        HubClient.Answer paused = admin.post("/v1/admin/partners/" + PARTNER + "/pause", REASON);
        ResponseContract.check("pausePartner", 200, paused);
        assertThat(paused.body().path("paused").asBoolean()).isTrue();
        assertThat(paused.body().path("pausedBy").asText()).isEqualTo("ADMIN:integration-admin");
        assertThat(paused.body().path("health").asText()).isNotEqualTo("UP");

        String referral = seeds.referral(officer, PARTNER, "health-pb-trauma-counselling");
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(30)).until(() -> state(admin, referral),
                "DUE"::equals);
        assertThat(attempts(referral)).isZero();
        JsonNode partner = ResponseContract.check("getPartner", 200, admin.get("/v1/admin/partners/" + PARTNER));
        assertThat(partner.path("counts").path("DUE").asLong()).isPositive();
        assertThat(partner.has("oldestWaitingSince")).isTrue();

        HubClient.Answer resumed = admin.post("/v1/admin/partners/" + PARTNER + "/resume", REASON);
        ResponseContract.check("resumePartner", 200, resumed);
        assertThat(resumed.body().path("paused").asBoolean()).isFalse();
        await().atMost(Duration.ofSeconds(20)).until(() -> !state(admin, referral).equals("DUE"));
        assertThat(leaves("partner.paused")).isPositive();
        assertThat(leaves("partner.resumed")).isPositive();
    }

    @Test
    void replays_what_is_parked_once_with_its_attempts_and_a_reason(HubClient officer) {
        HubClient admin = officer.as("ADMIN");
        admin.post("/v1/admin/partners/" + PARTNER + "/pause", REASON);
        String referral = seeds.referral(officer, PARTNER, "health-pb-trauma-counselling");
        UUID id = parked(referral);
        JsonNode listed = ResponseContract.check("listDeliveries", 200,
                admin.get("/v1/admin/deliveries?state=PARKED,IN_DOUBT&referral=" + referral)).path("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).at("/reason/code").asText()).isEqualTo("technical.http-422");

        String key = "replay-" + id;
        HubClient.Answer replayed = admin.post("/v1/admin/deliveries/" + id + "/replay", REASON, key);
        ResponseContract.check("replayDelivery", 202, replayed);
        ResponseContract.check("getDelivery", 200, admin.get("/v1/admin/deliveries/" + id));
        assertThat(replayed.body().path("state").asText()).isEqualTo("DUE");
        assertThat(replayed.body().path("attempts").asInt()).isEqualTo(1);
        assertThat(replayed.body().path("history").get(0).path("status").asInt()).isEqualTo(422);
        assertThat(admin.post("/v1/admin/deliveries/" + id + "/replay", REASON, key).status()).isEqualTo(202);
        HubClient.Answer again = admin.post("/v1/admin/deliveries/" + id + "/replay", REASON);
        ResponseContract.check("replayDelivery", 409, again);
        assertThat(again.body().path("detail").asText()).endsWith("this one is DUE.");
        assertThat(jdbc.sql("select detail ->> 'reason' from audit_leaf where type = 'delivery.replayed' "
                + "and detail ->> 'delivery' = :id").param("id", id.toString()).query(String.class).single())
                .isEqualTo("Maintenance of the partner");
    }

    @Test
    void pages_through_deliveries_by_their_ids(HubClient officer) {
        HubClient admin = officer.as("ADMIN");
        String referral = seeds.referral(officer, PARTNER, "health-pb-trauma-counselling");
        parked(referral);
        String list = "/v1/admin/deliveries?limit=1&partner=" + PARTNER + "&referral=" + referral;
        JsonNode first = admin.get(list).body();
        JsonNode second = admin.get(list + "&after=" + first.path("next").asText()).body();
        assertThat(first.path("items").get(0)).isNotEqualTo(second.path("items").get(0));
        assertThat(second.has("next")).isFalse();
        assertThat(admin.get("/v1/admin/deliveries?messageId="
                + first.at("/items/0/messageId").asText()).body().path("items")).hasSize(1);
    }

    @Test
    void a_leap_second_is_no_fault_of_the_hub(HubClient officer) {
        assertThat(officer.as("ADMIN").get("/v1/admin/deliveries?updatedSince=1998-12-31T15:59:60.123-08:00")
                .isProblem("validation-failed")).isTrue();
    }

    @Test
    void is_for_administrators_only(HubClient officer) {
        assertThat(officer.get("/v1/admin/partners").isProblem("insufficient-scope")).isTrue();
        assertThat(officer.post("/v1/admin/partners/" + PARTNER + "/pause", REASON).status()).isEqualTo(403);
    }

    private UUID parked(String referral) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, referral_id, order_group, priority, kind,
                  message, state, due_at, attempts, reason, created_at, updated_at)
                values (:id, :message, :partner, :partner, :referral, :id, 4, 'update', 'update', 'PARKED', now(), 1,
                  '{"code": "http-422"}', now(), now())""")
                .param("id", id).param("message", PublicId.next(Prefix.MSG)).param("partner", PARTNER)
                .param("referral", referral).update();
        jdbc.sql("""
                insert into delivery_attempt (id, delivery_id, number, started_at, finished_at, result, status, fault)
                values (:id, :id, 1, now(), now(), 'PARK', 422, 'http-422')""").param("id", id).update();
        return id;
    }

    private String state(HubClient admin, String referral) {
        return admin.get("/v1/admin/deliveries?referral=" + referral + "&partner=" + PARTNER).body()
                .at("/items/0/state").asText();
    }

    private long attempts(String referral) {
        return jdbc.sql("""
                select count(*) from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id and d.destination = :partner""").param("id", referral).param("partner", PARTNER)
                .query(Long.class).single();
    }

    private long leaves(String type) {
        return jdbc.sql("select count(*) from audit_leaf where type = :type").param("type", type).query(Long.class)
                .single();
    }

    private static JsonNode find(JsonNode items, String member, String value) {
        for (JsonNode item : items) {
            if (item.path(member).asText().equals(value)) {
                return item;
            }
        }
        throw new AssertionError("No " + value + " in " + items);
    }
}
