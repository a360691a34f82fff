package pk.rabta.query;

import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.People;
import pk.rabta.sandbox.SandboxEnvironment;

/**
 * A person, their consent and referrals, made through the API. The partners are paused meanwhile, so that what is to
 * be sent stays where the test can look at it.
 */
@HubTest
// The registry too: what is written back would add to histories, sooner or later.
@PartnersPaused({"pbm", "health-pb", "zakat-pb", "registry"})
public abstract class Scene {

    /** A case for Bait-ul-Mal: an application, with documents and a message for updates. */
    protected static final String MEDICAL = "pbm-ifa-medical";
    protected static final String COUNSELLING = "health-pb-trauma-counselling";
    protected static final List<String> PARTNERS = List.of("pbm", "health-pb", "zakat-pb");

    @Autowired
    protected JdbcClient jdbc;
    @Autowired
    private ApplicationContext hub;
    protected People people;
    protected HubClient officer;
    protected String victim;

    @BeforeEach
    void meetSomebody(HubClient client) {
        officer = client;
        people = new People(hub);
        victim = people.widow();
    }

    /** What records a consent of the person for all partners of these tests. */
    protected Map<String, Object> consentOf(String person) {
        return Map.of("victim", Map.of("registryId", person), "basis", "CONSENT", "givenBy", "SELF", "capacity",
                "ADULT", "purposes", List.of("SOCIAL_PROTECTION", "MHPSS"), "recipients", PARTNERS, "dataScopes",
                List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "HEALTH", "MHPSS"), "method", "THUMB");
    }

    protected String consent() {
        return check("recordConsent", 201, officer.post("/v1/consents", consentOf(victim))).path("id").asText();
    }

    protected String document(String type) {
        return check("registerDocument", 201, officer.post("/v1/documents", Map.of("victim",
                Map.of("registryId", victim), "type", type, "sha256", "0".repeat(64), "mediaType",
                "application/pdf", "title", "An invented paper"))).path("id").asText();
    }

    /** Refers the person; returns the answer. */
    protected JsonNode refer(String consent, String... programmes) {
        return check("submitReferral", 202, officer.post("/v1/referrals", submission(consent, programmes)));
    }

    /** What refers the person. */
    protected Map<String, Object> submission(String consent, String... programmes) {
        return Map.of("victim", Map.of("registryId", victim), "consentId", consent,
                "contact", Map.of("via", "PHONE", "phone", "+923000000122", "language", "ur-PK"),
                "needs", List.of(Map.of("code", "HEALTH.TREATMENT_COST", "urgency", "ROUTINE", "phase", "MID_TERM"),
                        Map.of("code", "MHPSS.TRAUMA", "urgency", "ROUTINE", "phase", "MID_TERM")),
                "programmes", List.of(programmes).stream().map(id -> Map.of("id", id)).toList(),
                "details", Map.of("incomePkr", 28_000, "declarations", Map.of("govtServantFamily", false),
                        "hospital", Map.of("code", "MAYO_LHR", "government", true, "estimatePkr", 485_000),
                        "household", Map.of("student", Map.of("name", Map.of("roman", "A Child"),
                                "bForm", "9999900000999", "institution", "A School", "publicInstitution", true,
                                "class", "5", "feePkr", 900))));
    }

    /** Refers the person to one programme; returns the referral's id. */
    protected String refer(String programme) {
        return refer(consent(), programme).at("/referrals/0/id").asText();
    }

    /** As if the partner's system had acknowledged the referral. */
    protected void received(String referral) {
        jdbc.sql("update delivery set state = 'ACKED' where referral_id = :id").param("id", referral).update();
        jdbc.sql("""
                update referral set dispatched = true, status = 'RECEIVED', version = version + 1 where id = :id""")
                .param("id", referral).update();
    }

    protected JsonNode get(String referral) {
        return check("getReferral", 200, officer.get("/v1/referrals/" + referral));
    }

    /** State and kind of a referral's messages, in order. */
    protected List<String> messages(String referral) {
        return jdbc.sql("""
                select kind || ' ' || case when state = 'PUBLISHED' then 'DUE' else state end from delivery
                where referral_id = :id order by sequence""").param("id", referral).query(String.class).list();
    }

    /** A tool with the officer's scopes, or more, under another name or for another place. */
    protected HubClient tool(SandboxEnvironment sandbox, String client, Map<String, Object> claims, String... more) {
        SortedSet<String> scopes = new TreeSet<>(sandbox.client("VSO").scopes());
        scopes.addAll(List.of(more));
        return officer.withToken(sandbox.issuer().issue(new Client(client, "unused", scopes, claims)));
    }
}
