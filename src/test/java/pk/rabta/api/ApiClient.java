package pk.rabta.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.Operation;

/** Calls the API as a tool would, and as no tool should. */
final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = "0197c1a2-5b1e-7c3d-8e4f-1a2b3c4d5e6f";
    private static final Map<String, String> IDS = Map.ofEntries(
        Map.entry("/v1/referrals/{id}", "REF-7Q3M9K2XW8R4T6YH"), Map.entry("/v1/cases/{id}", "CAS-4M8N2P6Q9R3S7T5V"),
        Map.entry("/v1/consents/{id}", "CNS-8D2F6G9H3J7K4M5N"), Map.entry("/v1/documents/{id}", "DOC-3B7C9D2F6G8H4J5K"),
        Map.entry("/v1/subscriptions/{id}", "SUB-5R8S2T6V9W3X7Y4Z"), Map.entry("/v1/programmes/{id}", "cash-support"),
        Map.entry("/v1/partner/referrals/{id}", "REF-7Q3M9K2XW8R4T6YH"),
            Map.entry("/v1/admin/partners/{id}", "welfare-fund"),
        Map.entry("/v1/admin/persons/{id}", "VOT-7K3M-92QX-4"),
        Map.entry("/v1/admin/deliveries/{id}", MESSAGE), Map.entry("/v1/admin/inbound/{id}", MESSAGE),
        Map.entry("/v1/audit/leaves/{id}", MESSAGE), Map.entry("/v1/admin/break-glass/{id}", MESSAGE));

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    ApiClient(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** A call of the operation that is right in every way. */
    HttpRequest.Builder valid(Contract contract, Operation operation, String token) {
        return request(operation.method(), path(operation), body(contract, operation))
            .header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder request(String method, String path, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        if (body != null) {
            request.header("Content-Type", path.contains("/bulk") ? Operation.LINES : "application/json");
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        return request.method(method, publisher);
    }

    static String path(Operation operation) {
        String path = operation.path();
        for (var id : IDS.entrySet()) {
            if (path.startsWith(id.getKey())) {
                path = id.getKey().replace("{id}", id.getValue()) + path.substring(id.getKey().length());
            }
        }
        return path.replace("{code}", "identity.widow-status")
            + switch (operation.id()) {
                case "listConsents", "listDisclosures", "listAllDisclosures" -> "?victim=VOT-7K3M-92QX-4";
                case "proveConsistency" -> "?from=1&to=2";
                default -> "";
            }
            + (path.endsWith("/payload") ? "?grant=" + MESSAGE : "");
    }

    static byte[] body(Contract contract, Operation operation) {
        JsonNode example = contract.document().path("paths").path(operation.path())
            .path(operation.method().toLowerCase())
            .at("/requestBody/content/" + operation.takes().replace("/", "~1") + "/example");
        return example.isMissingNode() ? null : example.toString().getBytes(StandardCharsets.UTF_8);
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers(),
            new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Sends bytes that no HTTP library would, and reads all that comes back. */
    String raw(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    record Answer(int status, java.net.http.HttpHeaders headers, String body) {

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }
}
