package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.batch.file.RowVault;
import pk.rabta.batch.file.Spool;
import pk.rabta.protection.LookupHash;
import pk.rabta.protection.Vault;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;
import pk.rabta.registry.Strangers;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Seeds;

/** Two people erase somebody: what names them is unreadable wherever it was kept, and what counts stays. */
@HubTest
@PartnersPaused({"health-pb", "registry"})
class ErasureTest {

    private static final byte[] TEXT = "a name that was written down".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> ORDER = Map.of("reason", "The person asked for it in writing");

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ErasureReplay replay;
    @Autowired
    private ErasureList list;
    @Autowired
    private LookupHash hash;
    @Autowired
    private Vault vault;
    @Autowired
    private Spool spool;
    @Autowired
    private RowVault rows;
    @Autowired
    private Strangers strangers;
    @Autowired
    private ReferralUpdates updates;

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

    /** By two people. @return the answer to the second */
    private HubClient.Answer erase(HubClient officer, SandboxEnvironment sandbox) {
        ResponseContract.check("erasePerson", 202, officer.as("ERASURE").post(address(), ORDER));
        assertThat(key()).isNotNull();
        assertThat(list.tokens()).doesNotContain(token());
        return another(officer, sandbox, "second-desk", Map.of()).post(address(), ORDER);
    }

    private static HubClient another(HubClient officer, SandboxEnvironment sandbox, String client,
                                     Map<String, Object> claims) {
        return officer.withToken(sandbox.issuer().issue(
                new Client(client, "unused", new TreeSet<>(Set.of("persons:erase")), claims)));
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
    void aPartnersNewsAboutAnErasedPersonIsAboutNobody(HubClient officer, SandboxEnvironment sandbox) throws Exception {
        refer(officer);
        withdraw(officer);
        ResponseContract.check("erasePerson", 200, erase(officer, sandbox));
        JsonNode news = new ObjectMapper().readTree("{\"referral\":{\"id\":\"" + referral + "\"},\"note\":\"late\"}");
        assertThat(updates.apply("health-pb", news, "late-news", null).kind()).isEqualTo(Effect.Kind.UNKNOWN);
    }

    @Test
    void itTakesTwoPersonsAndAScopeOfItsOwn(HubClient officer, SandboxEnvironment sandbox) {
        refer(officer);
        withdraw(officer);
        ResponseContract.check("erasePerson", 403, officer.as("ADMIN").post(address(), ORDER));
        ResponseContract.check("getErasure", 403, officer.get(address()));
        HubClient first = officer.as("ERASURE");
        ResponseContract.check("erasePerson", 202, first.post(address(), ORDER));
        ResponseContract.check("erasePerson", 409, first.post(address(), ORDER));
        ResponseContract.check("erasePerson", 409, another(officer, sandbox, "data-protection", Map.of("sub", "somebody"))
                .post(address(), ORDER));
        ResponseContract.check("erasePerson", 409, another(officer, sandbox, "second-desk", Map.of("sub",
                "data-protection")).post(address(), ORDER));
        assertThat(key()).isNotNull();
    }

    @Test
    void nobodyReadsAnErasedPersonAndWhoSawThemIsTold(HubClient officer, SandboxEnvironment sandbox) {
        refer(officer);
        withdraw(officer);
        HubClient admin = officer.as("ERASURE");
        ResponseContract.check("erasePerson", 412, admin.change("POST", address(), ORDER, "\"999\""));
        HubClient.Answer erased = erase(officer, sandbox);
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
        assertThat(jdbc.sql("select type from audit_leaf where type like 'person.eras%' and subject = :subject order by id")
                .param("subject", hash.pseudonym(person)).query(String.class).list())
                .containsExactly("person.erasure-asked", "person.erased");
    }

    @Test
    void aRestoredRowIsErasedAgainAtTheStart(HubClient officer, SandboxEnvironment sandbox) {
        refer(officer);
        withdraw(officer);
        byte[] key = Objects.requireNonNull(key());
        ResponseContract.check("erasePerson", 200, erase(officer, sandbox));
        jdbc.sql("update person set sealed_key = :key, erased_at = null where victim_id = :id").param("key", key)
                .param("id", person).update();
        replay.afterPropertiesSet();
        assertThat(key()).isNull();
        assertThat(jdbc.sql("select erased_at is not null from person where victim_id = :id").param("id", person)
                .query(Boolean.class).single()).isTrue();
    }

    /** Somebody about whom nothing else was recorded: the registry's word must not bring them back. */
    @Test
    void theRegistryDoesNotBringThemBack(HubClient officer, SandboxEnvironment sandbox) {
        person = seeds.person();
        ResponseContract.check("erasePerson", 200, erase(officer, sandbox));
        strangers.forget(person, null);
        seeds.registrySays(seeds.snapshot(person));
        assertThat(jdbc.sql("select sealed_key is null and snapshot is null and cnic_hash is null from person where "
                + "victim_id = :id").param("id", person).query(Boolean.class).single()).isTrue();
    }

    @Test
    void whatWasArchivedAndListedEndsWithThem(HubClient officer, SandboxEnvironment sandbox) throws IOException {
        refer(officer);
        UUID file = UUID.randomUUID();
        UUID message = message();
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
                values (:id, 'erasure-test', 'IN', :name, 'list', 'APPLIED', 1, now(), now())""").param("id", file)
                .param("name", file.toString()).update();
        spool.write(file, new ByteArrayInputStream(TEXT), 1_000);
        jdbc.sql("insert into batch_row (file_id, number, referral_id, state, content) values (:file, 1, :referral, "
                + "'APPLIED', :content)").param("file", file).param("referral", referral)
                .param("content", rows.seal(referral, "batch-row/" + file + "/1", TEXT)).update();
        assertThat(spool.read(file).readAllBytes()).isEqualTo(TEXT);
        try {
            withdraw(officer);
            ResponseContract.check("erasePerson", 200, erase(officer, sandbox));
            assertThat(spool.read(file).readAllBytes()).isEmpty();
            assertThat(jdbc.sql("select count(*) from batch_row r join batch_file f on f.id = r.file_id where f.id = :id "
                    + "and (r.content is not null or f.sealed_key is not null)").param("id", file).query(Integer.class)
                    .single()).isZero();
            assertThat(jdbc.sql("select content is null and sealed_key is null from inbound_message where id = :id")
                    .param("id", message).query(Boolean.class).single()).isTrue();
            assertThat(jdbc.sql("select count(*) from consent where victim_id = :id and (status = 'ACTIVE' or words is not "
                    + "null)").param("id", person).query(Integer.class).single()).isZero();
        } finally {
            jdbc.sql("delete from batch_row where file_id = :id").param("id", file).update();
            jdbc.sql("delete from batch_file where id = :id").param("id", file).update();
            jdbc.sql("delete from partner_event where partner_id = 'erasure-test'").update();
            jdbc.sql("delete from inbound_message where partner_id = 'erasure-test'").update();
        }
    }

    /** As if a partner had told something of the referral, and of others. */
    private UUID message() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] key = vault.newKey("message/" + id);
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, sealed_key, content, state,
                received_at) values (:id, 'erasure-test', :text, 'rest', 'text/xml', :key, :content, 'APPLIED', now())""")
                .param("id", id).param("text", id.toString()).param("key", key)
                .param("content", vault.seal(key, "message/" + id, TEXT)).update();
        jdbc.sql("""
                insert into partner_event (partner_id, event_id, referral_id, inbound_id, effect, recorded_at)
                values ('erasure-test', :text, :referral, :id, 'recorded', now())""")
                .param("text", id.toString()).param("referral", referral).param("id", id).update();
        return id;
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
