package pk.rabta.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.HiddenCalls.Ids;
import pk.rabta.query.HiddenCalls.Request;
import pk.rabta.registry.Person;
import pk.rabta.sandbox.SqlEar;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** The same as {@link HiddenTest} of what those may ask who erase, who read messages under a grant, and partners. */
class HiddenDoorsTest extends Scene {

    private static final Map<String, Object> REASON = Map.of("reason", "made by the test");

    @Autowired
    private SqlEar ear;
    private Ids hidden;
    private Ids nobody;
    private final List<String> differences = new ArrayList<>();

    @BeforeEach
    void hideSomebody(RegistrySimulator registry) throws Exception {
        victim = registry.personLike(RegistrySimulator.WIDOW, "9999900000961");
        String consent = consent();
        String referral = refer(consent, MEDICAL).at("/referrals/0/id").asText();
        received(referral);
        Map<String, String> ids = new HashMap<>(Map.of("VOT", victim, "REF", referral, "CNS", consent, "INB", inbound(referral)));
        ids.put("MSG", jdbc.sql("select id from delivery where referral_id = :id").param("id", referral).query(String.class)
                .single());
        hidden = new Ids(ids, "", "", "");
        Map<String, String> none = new HashMap<>(HiddenCalls.nobody());
        none.put("INB", UuidCreator.getTimeOrderedEpoch().toString());
        nobody = new Ids(none, "", "", "");
        assertThat(registry.flag(victim, Person.HIDDEN).status()).isEqualTo(200);
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from partner_event where inbound_id = cast(:id as uuid)").param("id", hidden.id("INB")).update();
        jdbc.sql("delete from inbound_message where channel = 'hidden-test'").update();
    }

    private String inbound(String referral) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, state, applied, received_at)
                values (:id, 'health-pb', :id, 'hidden-test', 'text/xml', 'APPLIED', 1, now())""").param("id", id).update();
        jdbc.sql("insert into partner_event (partner_id, event_id, referral_id, inbound_id, effect, recorded_at) "
                + "values ('health-pb', cast(:id as text), :referral, :id, 'recorded', now())").param("referral", referral)
                .param("id", id).update();
        return id.toString();
    }

    private void ask(String name, String client, Function<Ids, Request> request, int status) {
        HiddenPair pair = HiddenPair.ask(ear, officer.as(client), request, hidden, nobody);
        assertThat(pair.none().answer().status()).as(name + ": " + pair.none().answer()).isEqualTo(status);
        differences.addAll(pair.differences(name));
    }

    private static Request read(String path) {
        return new Request("GET", path, null);
    }

    @Test
    void whoErasesFindsNobody() {
        ask("getErasure", "ERASURE", ids -> read("/v1/admin/persons/" + ids.id("VOT") + "/erasure"), 404);
        ask("erasePerson", "ERASURE", ids -> new Request("POST", "/v1/admin/persons/" + ids.id("VOT") + "/erasure", REASON), 404);
        assertThat(differences).isEmpty();
    }

    @Test
    void whoAsksToReadMessagesIsToldNothing() {
        ask("requestBreakGlass", "ADMIN", ids -> new Request("POST", "/v1/admin/break-glass", wanted("person", ids.id("VOT"))), 201);
        assertThat(differences).isEmpty();
    }

    @Test
    void aPlainGrantOpensNothing() {
        for (var what : Map.of("deliveries", "MSG", "inbound", "INB").entrySet()) {
            String kind = what.getValue().equals("MSG") ? "delivery" : "inbound";
            String path = "/v1/admin/" + what.getKey() + "/";
            Map<Ids, String> itself = Map.of(hidden, approved(kind, hidden.id(what.getValue())), nobody,
                    approved(kind, nobody.id(what.getValue())));
            ask("read by its grant: " + kind, "ADMIN", ids -> read(path + ids.id(what.getValue()) + "/payload?grant="
                    + itself.get(ids)), 404);
            Map<Ids, String> persons = Map.of(hidden, approved("person", hidden.id("VOT")), nobody,
                    approved("person", nobody.id("VOT")));
            ask("read by the person's grant: " + kind, "ADMIN", ids -> read(path + ids.id(what.getValue())
                    + "/payload?grant=" + persons.get(ids)), 403);
            ask("read without: " + kind, "ADMIN", ids -> read(path + ids.id(what.getValue()) + "/payload?grant="
                    + UUID.randomUUID()), 403);
        }
        assertThat(differences).isEmpty();
    }

    private static Map<String, Object> wanted(String kind, String id) {
        return Map.of("object", Map.of("kind", kind, "id", id), "reason", "The partner misses a field");
    }

    private String approved(String kind, String id) {
        String grant = check("requestBreakGlass", 201, officer.as("ADMIN").post("/v1/admin/break-glass", wanted(kind, id)))
                .path("id").asText();
        check("approveBreakGlass", 200, officer.as("APPROVER").post("/v1/admin/break-glass/" + grant + "/approve", REASON));
        return grant;
    }

    @Test
    void needsWithoutProgrammesFindNobody() {
        for (String way : List.of("/v1/referrals", "/v1/referrals?dryRun=true")) {
            ask("submitReferral by needs", "VSO", ids -> new Request("POST", way, Map.of("victim",
                    Map.of("registryId", ids.id("VOT")), "consentId", ids.id("CNS"), "needs",
                    List.of(Map.of("code", "MHPSS.TRAUMA")))), 422);
        }
        assertThat(differences).isEmpty();
    }

    /** The partner that has the referral is told at its door that it is taken back, as of anybody. */
    @Test
    void partnersFindNothingAtTheirDoors() {
        ask("Task of another's", "HEALTH_PB", ids -> read("/fhir/health-pb/Task/" + ids.id("REF")), 404);
        ask("notice of another's", "PROSECUTION_KP", ids -> new Request("POST", "/rest/prosecution-kp/updates", Map.of(
                "noticeId", UUID.randomUUID().toString(), "ref", ids.id("REF"), "event", "HEARING", "at",
                "2026-03-07T09:00:00+05:00", "hearing", Map.of("court", "ATC Mardan", "caseNumber", "9/2026", "date",
                "2026-03-20", "stage", "EVIDENCE"))), 404);
        assertThat(differences).isEmpty();
    }
}
