package pk.rabta.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import pk.rabta.sandbox.HubClient;

/** What a Victim Support Officer's tool does in the demo: it knows the API and nothing else. */
final class Officer {

    private static final List<String> NEEDS =
            List.of("FIN.BREADWINNER_LOST", "HEALTH.TREATMENT_COST", "MHPSS.TRAUMA", "JUSTICE.CASE_LINK");

    private final HubClient hub;
    private final String victim;

    Officer(HubClient hub, String victim) {
        this.hub = hub;
        this.victim = victim;
    }

    /** Records whom she lets learn what, for what. */
    String consent() {
        return call("/v1/consents", Map.of("victim", Map.of("registryId", victim), "basis", "CONSENT",
                "givenBy", "SELF", "capacity", "ADULT", "method", "THUMB", "language", "ur-PK",
                "purposes", List.of("SOCIAL_PROTECTION", "MHPSS", "JUSTICE"),
                "recipients", List.of("bisp", "pbm", "zakat-pb", "health-pb", "prosecution-kp"),
                "dataScopes", List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "INCIDENT_MIN", "HEALTH", "CASE"),
                "restrictions", Map.of("femaleOfficerOnly", true, "noSms", true))).path("id").asText();
    }

    /** One call with her needs; with {@code dryRun} it only says what would happen. */
    JsonNode refer(String consent, boolean dryRun) {
        return call("/v1/referrals" + (dryRun ? "?dryRun=true" : ""), Map.of(
                "victim", Map.of("registryId", victim), "consentId", consent,
                "needs", NEEDS.stream().map(code -> Map.of("code", code, "phase", "MID_TERM")).toList(),
                "contact", Map.of("via", "VSO", "vso", "VSO-PB-001", "safeHours", "10:00-13:00", "language", "ur-PK"),
                "details", Map.of("incomePkr", 28000,
                        "declarations", Map.of("govtServantFamily", false, "otherAid", List.of()),
                        "hospital", Map.of("code", "PIMS", "government", true, "estimatePkr", 485000),
                        "patient", Map.of("sameAsApplicant", true))));
    }

    /** Registers a paper and gives it to the partner that asked. */
    void answer(String referral, String documentType) {
        String document = call("/v1/documents", Map.of("victim", Map.of("registryId", victim), "type", documentType,
                "sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "mediaType", "application/pdf")).path("id").asText();
        call("/v1/referrals/" + referral + "/answers", Map.of("documents", List.of(document)));
    }

    JsonNode referral(String id) {
        return read("/v1/referrals/" + id);
    }

    JsonNode timeline(String id) {
        return read("/v1/referrals/" + id + "/timeline?limit=100").path("items");
    }

    private JsonNode read(String path) {
        return body(path, hub.get(path));
    }

    private JsonNode call(String path, Object body) {
        return body(path, hub.post(path, body));
    }

    private static JsonNode body(String path, HubClient.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.status() + ": " + answer.text());
        }
        return answer.body();
    }
}
