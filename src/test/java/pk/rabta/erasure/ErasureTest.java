package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

@HubTest
@PartnersPaused({"health-pb", "registry"})
class ErasureTest {

    private static final Map<String, String> ORDER =
            Map.of("reason", "The person asked for it in writing", "approvedBy", "DPO-PB-002");

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ErasureReplay replay;
    @Autowired
    private ErasureList list;

    private String person;
    private String consent;
    private String referral;

    private void refer(HubClient officer) {
        person = seeds.person();
        consent = seeds.consent(person, "vso-tool", List.of("health-pb"));
        referral = seeds.referral(officer, person, consent, "health-pb-trauma-counselling");
    }

    private void withdraw(HubClient officer) {
        HubClient.Answer answer = officer.post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private String address() {
        return "/v1/admin/persons/" + person + "/erasure";
    }

    @Test
    void whatIsOpenStandsInTheWay(HubClient officer) {
        refer(officer);
        HubClient admin = officer.as("ERASURE");
        JsonNode before = ResponseContract.check("getErasure", 200, admin.get(address()));
        assertThat(before.path("openReferrals")).hasSize(1);
        ResponseContract.check("erasePerson", 409, admin.post(address(), ORDER));
        assertThat(key()).isNotNull();
        assertThat(list.tokens()).doesNotContain(token());
    }

    @Test
    void itTakesTwoPersonsAndAScopeOfItsOwn(HubClient officer) {
        refer(officer);
        ResponseContract.check("erasePerson", 422, officer.as("ERASURE").post(address(),
                Map.of("reason", "Alone", "approvedBy", "DPO-PB-001")));
        ResponseContract.check("erasePerson", 403, officer.as("ADMIN").post(address(), ORDER));
        ResponseContract.check("getErasure", 403, officer.get(address()));
    }

    @Test
    void nobodyReadsAnErasedPersonAndWhoSawThemIsTold(HubClient officer) {
        refer(officer);
        withdraw(officer);
        HubClient admin = officer.as("ERASURE");
        ResponseContract.check("erasePerson", 412, admin.change("POST", address(), ORDER, "\"999\""));
        HubClient.Answer erased = admin.post(address(), ORDER);
        assertThat(ResponseContract.check("erasePerson", 200, erased).at("/victim/erased").asBoolean()).isTrue();
        assertThat(key()).isNull();
        assertThat(jdbc.sql("select count(*) from person where victim_id = :id and (snapshot is not null "
                + "or cnic_hash is not null or district is not null)").param("id", person).query(Integer.class).single())
                .isZero();
        assertThat(list.tokens()).contains(token());

        JsonNode seen = ResponseContract.check("getReferral", 200, officer.get("/v1/referrals/" + referral));
        assertThat(seen.at("/victim/erased").asBoolean()).isTrue();
        assertThat(seen.has("contact") || seen.has("details")).isFalse();
        assertThat(seen.path("status").asText()).isEqualTo("CANCELLED");
        HubClient.Answer again = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person),
                "consentId", consent, "needs", List.of(Map.of("code", "MHPSS.TRAUMA"))));
        assertThat(again.status()).isEqualTo(422);

        HubClient.Answer repeated = admin.post(address(), ORDER);
        assertThat(repeated.body().path("erasedAt")).isEqualTo(erased.body().path("erasedAt"));
        assertThat(jdbc.sql("select count(*) from audit_leaf where type = 'person.erased' and detail ->> 'approvedBy' "
                + "= 'DPO-PB-002' and subject is not null").query(Integer.class).single()).isPositive();
    }

    @Test
    void aRestoredRowIsErasedAgainAtTheStart(HubClient officer) {
        refer(officer);
        withdraw(officer);
        byte[] key = Objects.requireNonNull(key());
        ResponseContract.check("erasePerson", 200, officer.as("ERASURE").post(address(), ORDER));
        jdbc.sql("update person set sealed_key = :key, erased_at = null where victim_id = :id").param("key", key)
                .param("id", person).update();
        replay.afterPropertiesSet();
        assertThat(key()).isNull();
        assertThat(jdbc.sql("select erased_at is not null from person where victim_id = :id").param("id", person)
                .query(Boolean.class).single()).isTrue();
    }

    private byte[] key() {
        return jdbc.sql("select sealed_key from person where victim_id = :id").param("id", person)
                .query((row, n) -> row.getBytes(1)).optional().orElse(null);
    }

    private String token() {
        return jdbc.sql("select token from person where victim_id = :id").param("id", person).query(String.class)
                .single();
    }
}
