package pk.rabta.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.Operation;
import pk.rabta.sandbox.BulkSender;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;

/** A right call of an operation about one object, with the contract's own example as its body. */
record Ask(HubClient hub, Map<String, String> objects) {

    private static final Contract CONTRACT = new Contract(Clock.systemUTC());

    static Contract contract() {
        return CONTRACT;
    }

    /** Sends it with that token; what an answer differs by from call to call is left to the caller. */
    Answer send(Matrix.Row row, String token) {
        return row.operation().startsWith("/") ? callback(row.operation(), token)
                : send(CONTRACT.operations().get(row.operation()), row.object(), "", token);
    }

    /** The pages after the first. */
    Answer next(Matrix.Row row, String token, String after) {
        return send(CONTRACT.operations().get(row.operation()), row.object(), "after=" + after, token);
    }

    private Answer send(Operation operation, String object, String query, String token) {
        String path = operation.path().replace("{code}", "document.missing").replace("{id}",
                switch (operation.id()) {
                    case "getProgramme" -> "pbm-ifa-medical";
                    case "getPartner", "pausePartner", "resumePartner", "getReconciliation", "listReconciliations" -> "pbm";
                    default -> objects.getOrDefault(object, "");
                });
        String filter = switch (operation.id()) {
            case "listReferrals", "listCases", "listConsents", "listDisclosures" -> "victim=" + objects.get("person");
            case "readDeliveryPayload" -> "grant=" + objects.get("delivery-grant");
            case "readInboundPayload" -> "grant=" + objects.get("inbound-grant");
            case "proveConsistency" -> "from=1&to=1";
            case "listDeliveries" -> "referral=" + objects.get("referral");
            case "listAllDisclosures" -> "victim=" + objects.get("person");
            default -> "";
        };
        String all = filter.isEmpty() || query.isEmpty() ? filter + query : filter + "&" + query;
        boolean pages = operation.parameters().stream().anyMatch(parameter -> parameter.name().equals("limit"));
        if (pages) {
            all += all.isEmpty() ? "limit=200" : "&limit=200";
        }
        return request(operation.method(), all.isEmpty() ? path : path + "?" + all, body(operation), token);
    }

    private String body(Operation operation) {
        JsonNode example = CONTRACT.document().path("paths").path(operation.path())
                .path(operation.method().toLowerCase()).at("/requestBody/content/" + operation.takes().replace("/", "~1")
                        + "/example");
        if (operation.takesLines()) {
            return BulkSender.line(UUID.randomUUID().toString(), body(CONTRACT.operations().get("submitReferral"))) + "\n";
        }
        if (operation.id().equals("submitReferral")) {
            ObjectNode submission = example.deepCopy();
            submission.withObject("victim").put("registryId", objects.get("person"));
            submission.put("consentId", objects.get("consent"));
            submission.withArrayProperty("programmes").addObject().put("id", "pbm-ifa-medical");
            submission.remove("requestedBy");
            return submission.toString();
        }
        return example.isMissingNode() ? null : example.toString();
    }

    private Answer callback(String path, String token) {
        return switch (path) {
            case "/fhir/health-pb/Task" -> request("GET", path + "/" + objects.get("referral"), null, token);
            case "/spdci/registry/notify" -> request("POST", "/spdci/registry/registry/notify", "{}", token);
            default -> request("POST", path, "{}", token);
        };
    }

    private Answer request(String method, String path, String body, String token) {
        HttpRequest.Builder request = hub.withToken(token).request(path).method(method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            // What is sealed proves itself: no token opens that door.
            request.header("Content-Type", path.startsWith("/sealed/") ? "application/jose"
                    : path.equals(BulkSender.PATH) ? Operation.LINES : "application/json");
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return hub.send(request);
    }
}
