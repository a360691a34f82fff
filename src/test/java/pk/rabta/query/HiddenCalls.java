package pk.rabta.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.sandbox.BulkSender;
import pk.rabta.sandbox.HubClient;

/** Every call that names something of a person, made once for what is hidden and once for what never was. */
final class HiddenCalls {

    private static final Map<String, Object> REASON = Map.of("reason", Map.of("code", "person.declined"));

    /** Ids by kind: VOT, REF, CAS, CNS, DOC and the delivery's UUID under MSG; another person who is not hidden. */
    record Ids(Map<String, String> of, String other, String otherConsent, String otherReferral) {

        String id(String kind) {
            return of.get(kind);
        }
    }

    /** One operation, by one client. */
    record Call(String operation, String client, Function<Ids, Request> request) {}

    record Request(String method, String path, Object body) {}

    private final JsonNode contract;
    private final List<Call> calls = new ArrayList<>();

    private HiddenCalls(JsonNode contract) {
        this.contract = contract;
    }

    /** Ids that nothing has. */
    static Map<String, String> nobody() {
        return Map.of("VOT", "VOT-TEST-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase() + "-N",
                "REF", PublicId.next(Prefix.REF), "CAS", PublicId.next(Prefix.CAS), "CNS", PublicId.next(Prefix.CNS),
                "DOC", PublicId.next(Prefix.DOC), "MSG", UUID.randomUUID().toString());
    }

    static List<Call> all(JsonNode contract, Map<String, Object> consent) {
        HiddenCalls made = new HiddenCalls(contract);
        made.byPath();
        made.lists();
        made.bodies(consent);
        return made.calls;
    }

    /** Each operation whose path names one thing of a person. */
    private void byPath() {
        contract.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            String kind = kind(path.getKey());
            String operation = method.getValue().path("operationId").asText();
            if (kind != null && !operation.isEmpty()) {
                JsonNode body = method.getValue().at("/requestBody/content/application~1json/example");
                calls.add(new Call(operation, client(operation, path.getKey()), ids -> new Request(
                        method.getKey().toUpperCase(), path.getKey().replace("{id}", ids.id(kind))
                        .replace("{code}", "identity.widow-status")
                        + (path.getKey().endsWith("/payload") ? "?grant=" + UUID.randomUUID() : ""), body.isMissingNode() ? null : body)));
            }
        }));
    }

    private static String kind(String path) {
        return path.contains("referrals/{id}") ? "REF" : path.contains("cases/{id}") ? "CAS"
                : path.contains("consents/{id}") ? "CNS" : path.contains("documents/{id}") ? "DOC"
                : path.contains("deliveries/{id}") ? "MSG" : null;
    }

    private static String client(String operation, String path) {
        return path.startsWith("/v1/partner") ? "PBM" : path.startsWith("/v1/admin") ? "ADMIN"
                : operation.equals("enterReferralInError") ? "SUPERVISOR" : "VSO";
    }

    private void lists() {
        for (String client : List.of("VSO", "SUPERVISOR")) {
            calls.add(new Call("listReferrals", client, ids -> get("/v1/referrals?victim=" + ids.id("VOT"))));
            calls.add(new Call("listReferrals", client, ids -> get("/v1/referrals?case=" + ids.id("CAS"))));
            calls.add(new Call("listConsents", client, ids -> get("/v1/consents?victim=" + ids.id("VOT"))));
            calls.add(new Call("listDisclosures", client, ids -> get("/v1/disclosures?victim=" + ids.id("VOT"))));
            calls.add(new Call("listCases", client, ids -> get("/v1/cases?victim=" + ids.id("VOT"))));
        }
        calls.add(new Call("listDeliveries", "ADMIN", ids -> get("/v1/admin/deliveries?referral=" + ids.id("REF"))));
    }

    private void bodies(Map<String, Object> consent) {
        calls.add(new Call("recordConsent", "VSO", ids -> post("/v1/consents", with(consent, "victim",
                Map.of("registryId", ids.id("VOT"))))));
        calls.add(new Call("registerDocument", "VSO", ids -> post("/v1/documents", Map.of("victim",
                Map.of("registryId", ids.id("VOT")), "type", "CNIC_COPY", "sha256", "0".repeat(64), "mediaType",
                "application/pdf"))));
        for (String way : List.of("/v1/referrals", "/v1/referrals?dryRun=true")) {
            calls.add(new Call("submitReferral", "VSO", ids -> post(way, submission(ids.id("VOT"), ids.id("CNS"), Map.of()))));
            calls.add(new Call("submitReferral", "VSO", ids -> post(way, submission(ids.other(), ids.id("CNS"), Map.of()))));
            calls.add(new Call("submitReferral", "VSO", ids -> post(way, submission(ids.other(), ids.otherConsent(),
                    Map.of("documents", List.of(ids.id("DOC")))))));
            calls.add(new Call("submitReferral", "VSO", ids -> post(way, submission(ids.other(), ids.otherConsent(),
                    Map.of("replaces", ids.id("REF"))))));
        }
        calls.add(new Call("submitReferrals", "VSO", ids -> post(BulkSender.PATH, BulkSender.line("the-key-of-a-line",
                submission(ids.id("VOT"), ids.id("CNS"), Map.of())) + "\n" + BulkSender.line("the-key-of-another",
                submission(ids.id("VOT"), ids.otherConsent(), Map.of())))));
        calls.add(new Call("attachDocument", "VSO", ids -> post("/v1/referrals/" + ids.otherReferral() + "/documents",
                Map.of("documentId", ids.id("DOC")))));
    }

    private static Map<String, Object> submission(String victim, String consent, Map<String, Object> choice) {
        return Map.of("victim", Map.of("registryId", victim), "consentId", consent, "programmes",
                List.of(with(choice, "id", "health-pb-treatment")));
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> more = new java.util.TreeMap<>(map);
        more.put(key, value);
        return more;
    }

    private static Request get(String path) {
        return new Request("GET", path, null);
    }

    private static Request post(String path, Object body) {
        return new Request("POST", path, body);
    }

    /** Sends it as its client, with a new key. */
    static HubClient.Answer send(HubClient client, Request request) {
        return switch (request.method()) {
            case "GET" -> client.get(request.path());
            case "POST" -> request.path().equals(BulkSender.PATH) ? client.send(client.request(request.path())
                    .header("Content-Type", "application/x-ndjson").POST(BodyPublishers.ofString(request.body().toString())))
                    : client.post(request.path(), request.body());
            default -> client.send(client.request(request.path()).header("Content-Type", "application/json")
                    .header("If-Match", "\"1\"").header("Idempotency-Key", UUID.randomUUID().toString())
                    .method(request.method(), BodyPublishers.ofString(String.valueOf(request.body()))));
        };
    }
}
