package pk.rabta.sandbox.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** Marked persons on the way to every partner and back, by the API alone. */
final class MarkedFlows {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> PROGRAMMES = List.of("bisp-kafaalat", "pbm-ifa-medical", "pbm-ifa-education",
            "zakat-pb-guzara", "health-pb-treatment", "health-pb-trauma-counselling", "prosecution-kp-case-link");
    private static final List<String> NEEDS = List.of("FIN.BREADWINNER_LOST", "HEALTH.TREATMENT_COST",
            "MHPSS.TRAUMA", "EDU.SCHOOL_COST", "JUSTICE.CASE_LINK");

    private final RegistrySimulator registry;
    private final HubClient officer;
    private final List<String> persons = new ArrayList<>();

    MarkedFlows(SandboxEnvironment around, HubClient officer) {
        this.registry = around.simulator(RegistrySimulator.class);
        this.officer = officer;
    }

    List<String> persons() {
        return persons;
    }

    /** Refers a new person to all programmes; referrals by programme. */
    Map<String, String> refer(String cnic, Map<String, Object> contact) {
        String person = registry.personLike(RegistrySimulator.WIDOW, cnic);
        persons.add(person);
        JsonNode answer = ok(officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person),
                "consentId", consent(officer, person), "contact", contact, "details", Marked.details(),
                "needs", NEEDS.stream().map(code -> Map.of("code", code, "phase", "MID_TERM")).toList(),
                "programmes", PROGRAMMES.stream().map(id -> Map.of("id", id)).toList(), "urgency", "ROUTINE")));
        Map<String, String> referrals = new LinkedHashMap<>();
        answer.path("referrals").forEach(referral ->
                referrals.put(referral.path("programme").asText(), referral.path("id").asText()));
        assertThat(referrals.keySet()).as(answer.toString()).containsExactlyInAnyOrderElementsOf(PROGRAMMES);
        return referrals;
    }

    /** A protected witness and a handler: the unit gets a token. */
    String witness(String cnic) throws IOException {
        String person = registry.personLike(RegistrySimulator.WIDOW, cnic);
        persons.add(person);
        assertThat(registry.flag(person, "WITNESS_PROTECTED").status()).isEqualTo(200);
        HubClient handler = officer.as("HANDLER");
        String referral = ok(handler.post("/v1/referrals", Map.of("victim", Map.of("registryId", person), "consentId",
                consent(handler, person), "contact", Map.of("via", "HANDLER", "vso", "VSO-KP-014"),
                "programmes", List.of(Map.of("id", "wpu-kp-protection"))))).at("/referrals/0/id").asText();
        await("witness").atMost(LIMIT).until(() -> ok(handler.get("/v1/referrals/" + referral)).path("status").asText()
                .equals("COMPLETED"));
        return referral;
    }

    private static String consent(HubClient by, String person) {
        return ok(by.post("/v1/consents", Map.ofEntries(Map.entry("victim", Map.of("registryId", person)),
                Map.entry("basis", "CONSENT"), Map.entry("givenBy", "GUARDIAN"), Map.entry("capacity", "INCAPACITATED"),
                Map.entry("relationship", Marked.RELATIONSHIP), Map.entry("method", "SIGNATURE"),
                Map.entry("evidence", Map.of("sha256", "0a".repeat(32), "reference", Marked.PLACE)),
                Map.entry("purposes", List.of("SOCIAL_PROTECTION", "HEALTH", "MHPSS", "JUSTICE", "PROTECTION")),
                Map.entry("recipients", List.of("bisp", "pbm", "zakat-pb", "health-pb", "prosecution-kp", "wpu-kp")),
                Map.entry("dataScopes", List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "INCIDENT_MIN", "HEALTH", "MHPSS",
                        "CASE", "BANK"))))).path("id").asText();
    }

    /** Each referral has reached one of these states. */
    void reach(Map<String, String> referrals, Set<String> states) {
        referrals.forEach((programme, id) -> await(programme).atMost(LIMIT).untilAsserted(() ->
                assertThat(read(id).path("status").asText()).as(programme).isIn(states)));
    }

    /** The office asks for a paper: it gets one, with words. */
    void answer(String referral) {
        await().atMost(LIMIT).until(() -> !read(referral).path("documentsRequested").isEmpty());
        String document = ok(officer.post("/v1/documents", Map.of("victim", Map.of("registryId",
                read(referral).at("/victim/registryId").asText(persons.getFirst())),
                "type", read(referral).at("/documentsRequested/0").asText(), "sha256", "0b".repeat(32),
                "mediaType", "application/pdf", "title", Marked.TITLE, "location", "https://papers.example.org/" + Marked.PLACE))).path("id").asText();
        ok(officer.post("/v1/referrals/" + referral + "/answers",
                Map.of("documents", List.of(document), "text", Marked.OFFICERS_WORDS)));
    }

    void cancel(String referral) {
        ok(officer.post("/v1/referrals/" + referral + "/cancel",
                Map.of("reason", Map.of("code", "person.withdrew", "text", Marked.OFFICERS_WORDS))));
    }

    JsonNode read(String referral) {
        return ok(officer.get("/v1/referrals/" + referral));
    }

    private static JsonNode ok(HubClient.Answer answer) {
        assertThat(answer.status() / 100).as(answer.text()).isEqualTo(2);
        return answer.body();
    }
}
