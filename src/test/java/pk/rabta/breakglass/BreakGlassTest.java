package pk.rabta.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.protection.Vault;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.SandboxEnvironment;

/** What an administrator may read, and each way to read without being allowed to. */
class BreakGlassTest extends Scene {

    private static final String NAME = "Zarmina Invented";
    private static final Map<String, String> REASON = Map.of("reason", "Ticket read together");

    @Autowired
    private Vault vault;
    @Autowired
    private MovableClock clock;
    private HubClient admin;
    private HubClient second;
    private String delivery;
    private String inbound;

    @BeforeEach
    void messages(SandboxEnvironment sandbox) {
        admin = officer.as("ADMIN");
        second = officer.as("APPROVER");
        String referral = refer(MEDICAL);
        delivery = jdbc.sql("select id from delivery where referral_id = :id").param("id", referral).query(String.class)
                .single();
        inbound = inbound(referral);
    }

    @AfterEach
    void now() {
        clock.reset();
        jdbc.sql("delete from inbound_message where channel = 'glass-test'").update();
    }

    @Test
    void with_a_grant_the_requester_reads_what_would_leave_and_nothing_changes() {
        String before = row();
        String grant = approved("delivery", delivery, Map.of());
        Answer answer = read("deliveries", delivery, grant);
        check("readDeliveryPayload", 200, answer);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.body().path("readiness").asText()).isEqualTo("READY");
        assertThat(answer.body().path("payload").asText()).contains(NAME);
        assertThat(answer.body().path("fields").toString()).contains("victim.name");
        assertThat(row()).isEqualTo(before);
        assertThat(deeds(grant)).containsExactly("requested", "approved", "read");
        check("listBreakGlass", 200, admin.get("/v1/admin/break-glass"));
        assertThat(check("getBreakGlass", 200, second.get("/v1/admin/break-glass/" + grant)).path("state").asText())
                .isEqualTo("ACTIVE");
    }

    @Test
    void a_grant_for_a_person_reads_that_persons_messages_only() {
        String grant = approved("person", victim, Map.of());
        assertThat(read("deliveries", delivery, grant).status()).isEqualTo(200);
        assertThat(check("readInboundPayload", 200, read("inbound", inbound, grant)).path("content").asText())
                .contains(NAME);
        String other = approved("person", "VOT-TEST-SOMEBODY-ELSE", Map.of());
        refused(read("deliveries", delivery, other), "another-object");
        refused(read("inbound", inbound, other), "another-object");
    }

    @Test
    void nothing_is_read_without_a_grant_that_holds_for_this_and_for_now() {
        refused(read("deliveries", delivery, UUID.randomUUID().toString()), "no-such-grant");
        String grant = requested("delivery", delivery, Map.of("minutes", 30));
        refused(read("deliveries", delivery, grant), "not-approved");
        approve(grant, 200);
        refused(read("inbound", inbound, grant), "another-object");
        refused(second.get("/v1/admin/deliveries/" + delivery + "/payload?grant=" + grant), 403);
        clock.advance(Duration.ofMinutes(29));
        assertThat(read("deliveries", delivery, grant).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(2));
        refused(read("deliveries", delivery, grant), "expired");
        assertThat(deeds(grant)).containsExactly("requested", "refused", "approved", "refused", "read", "refused");
    }

    @Test
    void no_leaf_names_the_person_of_a_grant(SandboxEnvironment sandbox) {
        String grant = requested("person", "VOT-TEST-LEAF-0", Map.of());
        officer.withToken(token(sandbox, sandbox.client("ADMIN").id(), Map.of(), Set.of("admin:approve")))
                .post("/v1/admin/break-glass/" + grant + "/approve", REASON);
        assertThat(jdbc.sql("select cast(detail as text) from audit_leaf where detail ->> 'grant' = :id")
                .param("id", grant).query(String.class).list()).hasSize(2).noneMatch(detail -> detail.contains("VOT-"));
    }

    @Test
    void who_asked_cannot_approve_whatever_client_they_come_by(SandboxEnvironment sandbox) {
        String grant = requested("delivery", delivery, Map.of());
        Set<String> scopes = Set.of("admin:break-glass", "admin:approve", "admin:read", "admin:operate");
        String same = sandbox.client("ADMIN").id();
        HubClient itself = officer.withToken(token(sandbox, same, Map.of(), scopes));
        HubClient byAnotherClient = officer.withToken(token(sandbox, "another-console", Map.of("sub", same), scopes));
        for (HubClient one : List.of(itself, byAnotherClient)) {
            Answer answer = one.post("/v1/admin/break-glass/" + grant + "/approve", REASON);
            check("approveBreakGlass", 403, answer);
            refused(answer, "self-approval");
        }
        refused(read("deliveries", delivery, grant), "not-approved");
        assertThat(admin.post("/v1/admin/break-glass/" + grant + "/approve", REASON).status()).isEqualTo(403);
        // Two people at one console are two.
        HubClient colleague = officer.withToken(token(sandbox, same, Map.of("sub", "user-2"), scopes));
        check("approveBreakGlass", 200, colleague.post("/v1/admin/break-glass/" + grant + "/approve", REASON));
        refused(colleague.get("/v1/admin/deliveries/" + delivery + "/payload?grant=" + grant), "another-persons-grant");
    }

    @Test
    void what_was_revoked_or_lapsed_or_approved_is_not_approved_again() {
        String grant = requested("delivery", delivery, Map.of());
        String key = UUID.randomUUID().toString();
        String path = "/v1/admin/break-glass/" + grant + "/approve";
        check("approveBreakGlass", 200, second.post(path, REASON, key));
        check("approveBreakGlass", 409, second.post(path, REASON));
        check("revokeBreakGlass", 200, second.post("/v1/admin/break-glass/" + grant + "/revoke", REASON));
        refused(read("deliveries", delivery, grant), "revoked");
        assertThat(second.post(path, REASON, key).header("Idempotency-Replayed")).isEqualTo("true");
        refused(read("deliveries", delivery, grant), "revoked");
        check("approveBreakGlass", 409, second.post(path, REASON));
        check("revokeBreakGlass", 200, second.post("/v1/admin/break-glass/" + grant + "/revoke", REASON));
        assertThat(deeds(grant).stream().filter("revoked"::equals)).hasSize(1);

        String old = requested("delivery", delivery, Map.of());
        clock.advance(Duration.ofHours(25));
        check("approveBreakGlass", 409, second.post("/v1/admin/break-glass/" + old + "/approve", REASON));
    }

    @Test
    void a_protected_witness_is_not_there_unless_the_grant_says_so() {
        String plain = approved("delivery", delivery, Map.of());
        String plainIn = approved("inbound", inbound, Map.of());
        String person = approved("person", victim, Map.of());
        String wide = approved("inbound", inbound, Map.of("includeProtected", true));
        String absent = UuidCreator.getTimeOrderedEpoch().toString();
        String none = approved("delivery", absent, Map.of());
        jdbc.sql("update person set flags = '{WITNESS_PROTECTED}' where victim_id = :id").param("id", victim).update();
        Answer hidden = read("deliveries", delivery, plain);
        check("readDeliveryPayload", 404, hidden);
        assertThat(hidden.text()).isEqualTo(read("deliveries", absent, none).text());
        assertThat(read("inbound", inbound, plainIn).status()).isEqualTo(404);
        refused(read("deliveries", delivery, person), "another-object");
        assertThat(read("inbound", inbound, wide).body().path("content").asText()).contains(NAME);
        jdbc.sql("update person set flags = '{}' where victim_id = :id").param("id", victim).update();
    }

    @Test
    void of_what_nobody_knows_whose_it_is_a_plain_grant_shows_nothing() {
        jdbc.sql("delete from partner_event where inbound_id = cast(:id as uuid)").param("id", inbound).update();
        assertThat(read("inbound", inbound, approved("inbound", inbound, Map.of())).status()).isEqualTo(404);
        assertThat(read("inbound", inbound, approved("inbound", inbound, Map.of("includeProtected", true))).status())
                .isEqualTo(200);
    }

    @Test
    void wrong_requests_are_refused() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("minutes", 241), Map.of("minutes", 1),
                Map.of("object", Map.of("kind", "delivery", "id", victim)),
                Map.of("object", Map.of("kind", "person", "id", delivery)))) {
            check("requestBreakGlass", 400, admin.post("/v1/admin/break-glass", body("delivery", delivery, wrong)));
        }
        check("requestBreakGlass", 400, admin.post("/v1/admin/break-glass",
                Map.of("object", Map.of("kind", "delivery", "id", delivery))));
    }

    private String approved(String kind, String object, Map<String, Object> more) {
        String grant = requested(kind, object, more);
        approve(grant, 200);
        return grant;
    }

    private String requested(String kind, String object, Map<String, Object> more) {
        return check("requestBreakGlass", 201, admin.post("/v1/admin/break-glass", body(kind, object, more)))
                .path("id").asText();
    }

    private static Map<String, Object> body(String kind, String object, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("object", Map.of("kind", kind, "id", object),
                "reason", "The partner misses a field", "caseReference", "OPS-1"));
        body.putAll(more);
        return body;
    }

    private void approve(String grant, int status) {
        check("approveBreakGlass", status, second.post("/v1/admin/break-glass/" + grant + "/approve", REASON));
    }

    private Answer read(String what, String id, String grant) {
        return admin.get("/v1/admin/" + what + "/" + id + "/payload?grant=" + grant);
    }

    private static void refused(Answer answer, Object why) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.text()).doesNotContain(NAME);
        if (why instanceof String) {
            assertThat(answer.body().path("reason").asText()).isEqualTo(why);
        }
    }

    private static String token(SandboxEnvironment sandbox, String client, Map<String, Object> claims,
                                Set<String> scopes) {
        return sandbox.issuer().issue(new Client(client, "", new java.util.TreeSet<>(scopes), claims));
    }

    private List<String> deeds(String grant) {
        return jdbc.sql("""
                select substr(type, 13) from audit_leaf where type like 'break-glass.%' and detail ->> 'grant' = :id
                order by id""").param("id", grant).query(String.class).list();
    }

    private String row() {
        return jdbc.sql("select cast(d as text) || cast(r as text) from delivery d join referral r on r.id = d.referral_id "
                + "where d.id = cast(:id as uuid)").param("id", delivery).query(String.class).single();
    }

    /** As if the partner had told something about the referral. */
    private String inbound(String referral) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] key = vault.newKey("message/" + id);
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, sealed_key, state, applied,
                content, received_at) values (:id, 'pbm', :id, 'glass-test', 'text/xml', :key, 'APPLIED', 1, :content, now())
                """).param("id", id).param("key", key).param("content", vault.seal(key, "message/" + id,
                        ("<notice>" + NAME + "</notice>").getBytes(StandardCharsets.UTF_8))).update();
        jdbc.sql("insert into partner_event (partner_id, event_id, referral_id, inbound_id, effect, recorded_at) "
                + "values ('pbm', cast(:id as text), :referral, :id, 'recorded', now())").param("referral", referral)
                .param("id", id).update();
        return id.toString();
    }
}
