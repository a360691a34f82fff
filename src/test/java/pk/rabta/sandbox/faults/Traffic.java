package pk.rabta.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.bisp.BispSimulator;
import pk.rabta.sandbox.bisp.Household;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** Officers who refer new persons to every partner, to two programmes of one of them in a given order, and a handler. */
final class Traffic {

    /** In the order in which one person is referred; the two of one partner for the same person keep it. */
    static final List<String> PROGRAMMES = List.of("bisp-kafaalat", "pbm-ifa-education", "zakat-pb-guzara",
            "health-pb-treatment", "health-pb-trauma-counselling", "prosecution-kp-case-link");
    static final String PROTECTION = "wpu-kp-protection";
    private static final List<String> NEEDS = List.of("FIN.BREADWINNER_LOST", "HEALTH.TREATMENT_COST", "MHPSS.TRAUMA",
            "EDU.SCHOOL_COST", "JUSTICE.CASE_LINK");
    private static final Map<String, Object> DETAILS = Map.of("incomePkr", 28_000,
            "declarations", Map.of("govtServantFamily", false, "otherAid", List.of()),
            "household", Map.of("student", Map.of("name", Map.of("roman", "Test Pupil"), "bForm", "99999-8800411-3",
                    "institution", "Test School", "publicInstitution", true, "class", "5", "feePkr", 12_000)));

    private final RegistrySimulator registry;
    private final BispSimulator bisp;
    private final Persistent officer;
    private final Persistent handler;
    private final AtomicInteger people = new AtomicInteger();

    Traffic(SandboxEnvironment around, URI hub) {
        registry = around.simulator(RegistrySimulator.class);
        bisp = around.simulator(BispSimulator.class);
        officer = new Persistent(HubClient.of(around, hub, "VSO"));
        handler = new Persistent(HubClient.of(around, hub, "HANDLER"));
    }

    /** A referral that the hub accepted. */
    record Accepted(String person, String programme, String id) {}

    /** Refers so many new persons, and as many witnesses; each programme in a request of its own, so that the order is known. */
    List<Accepted> refer(int persons) {
        List<Accepted> accepted = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            int number = people.incrementAndGet();
            String cnic = "99999%07d4".formatted(7_100_000 + number);
            bisp.household(cnic, Household.ELIGIBLE);
            String person = registry.personLike(RegistrySimulator.WIDOW, cnic);
            String consent = consent(officer, person);
            for (String programme : PROGRAMMES) {
                accepted.add(new Accepted(person, programme, id(officer, officer.post("/v1/referrals", Map.of(
                        "victim", Map.of("registryId", person), "consentId", consent, "details", DETAILS,
                        "needs", NEEDS.stream().map(code -> Map.of("code", code, "phase", "MID_TERM")).toList(),
                        "programmes", List.of(Map.of("id", programme)), "urgency", "ROUTINE")))));
            }
            accepted.add(witness("99999%07d4".formatted(7_600_000 + number)));
        }
        return accepted;
    }

    private Accepted witness(String cnic) {
        String person = registry.personLike(RegistrySimulator.WIDOW, cnic);
        registry.flagUntold(person, "WITNESS_PROTECTED");
        return new Accepted(person, PROTECTION, id(handler, handler.post("/v1/referrals", Map.of(
                "victim", Map.of("registryId", person), "consentId", consent(handler, person), "urgency", "EMERGENCY",
                "programmes", List.of(Map.of("id", PROTECTION)),
                "contact", Map.of("via", "HANDLER", "vso", "VSO-KP-014")))));
    }

    /** While the registry is away a case waits, and has its referral later. */
    private static String id(Persistent by, HubClient.Answer answer) {
        String at = "/referrals/0/id";
        return answer.body().at(at).isTextual() ? answer.body().at(at).asText()
                : by.until("/v1/cases/" + answer.body().path("caseId").asText(), found -> found.body().at(at).isTextual())
                        .body().at(at).asText();
    }

    private static String consent(Persistent by, String person) {
        return by.post("/v1/consents", Map.of("victim", Map.of("registryId", person), "basis", "CONSENT", "givenBy",
                "SELF", "capacity", "ADULT", "method", "SIGNATURE",
                "purposes", List.of("SOCIAL_PROTECTION", "HEALTH", "MHPSS", "JUSTICE", "PROTECTION"),
                "recipients", List.of("bisp", "pbm", "zakat-pb", "health-pb", "prosecution-kp", "wpu-kp"),
                "dataScopes", List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "INCIDENT_MIN", "HEALTH", "MHPSS", "CASE", "BANK")))
                .body().path("id").asText();
    }

    /** An entry of a timeline; {@code to} is empty where the state stayed. */
    record Step(String type, String to, String actor, boolean implied) {}

    /** What the hub says happened to a referral. */
    List<Step> way(Accepted referral) {
        List<Step> way = new ArrayList<>();
        Persistent asks = referral.programme().equals(PROTECTION) ? handler : officer;
        JsonNode entries = asks.get("/v1/referrals/" + referral.id() + "/timeline?limit=100").body().path("items");
        entries.forEach(entry -> way.add(new Step(entry.path("type").asText(), entry.path("to").asText(),
                entry.at("/actor/kind").asText(), entry.path("implied").asBoolean())));
        return way;
    }
}
