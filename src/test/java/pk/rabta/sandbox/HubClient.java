package pk.rabta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A caller of the hub's API as one client; each POST has an Idempotency-Key of its own unless one is given. */
public final class HubClient {

    /** An answer; {@code body} is a MissingNode where the answer has no JSON. */
    public record Answer(int status, HttpHeaders headers, String text, JsonNode body) {

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** Whether it is an RFC 9457 problem whose type URI ends in this. */
        public boolean isProblem(String type) {
            return header("Content-Type").startsWith("application/problem+json")
                    && body.path("type").asText().endsWith(type);
        }

        @Override
        public String toString() {
            return status + " " + text;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private final SandboxEnvironment sandbox;
    private final URI hub;
    private final Supplier<String> authorization;
    private final HttpClient http;

    private HubClient(SandboxEnvironment sandbox, URI hub, Supplier<String> authorization, HttpClient http) {
        this.sandbox = sandbox;
        this.hub = hub;
        this.authorization = authorization;
        this.http = http;
    }

    /** Calls as the sandbox's client of that name, with a token fetched from the issuer for each request. */
    public static HubClient of(SandboxEnvironment sandbox, URI hub, String client) {
        return new HubClient(sandbox, hub, () -> "Bearer " + fetchToken(sandbox, sandbox.client(client)), HTTP);
    }

    /** The same hub as another client: VSO, SUPERVISOR, ADMIN or a partner's name such as BISP. */
    public HubClient as(String client) {
        return new HubClient(sandbox, hub, () -> "Bearer " + fetchToken(sandbox, sandbox.client(client)), http);
    }

    /** The same hub with this token, or with no Authorization header where it is empty. */
    public HubClient withToken(String token) {
        return new HubClient(sandbox, hub, () -> token.isEmpty() ? "" : "Bearer " + token, http);
    }

    /** The same, over https with what this context trusts. */
    public HubClient trusting(SSLContext context) {
        return new HubClient(sandbox, hub, authorization, HttpClient.newBuilder().sslContext(context)
                .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build());
    }

    public URI hub() {
        return hub;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, Object body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    /** {@code body} is JSON text, or anything that Jackson can write. */
    public Answer post(String path, Object body, String idempotencyKey) {
        return send(request(path).header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.ofString(json(body))));
    }

    /** PATCH, PUT or any other method with a JSON body, on the condition that the ETag still holds. */
    public Answer change(String method, String path, Object body, String etag) {
        return send(request(path).header("Content-Type", "application/json").header("If-Match", etag)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, BodyPublishers.ofString(json(body))));
    }

    /** A request to fill in for what the other methods do not offer; it carries the token. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path)).timeout(Duration.ofSeconds(60));
        String value = authorization.get();
        return value.isEmpty() ? request : request.header("Authorization", value);
    }

    public Answer send(HttpRequest.Builder request) {
        return exchange(http, request.build());
    }

    private static Answer exchange(HttpClient http, HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
            JsonNode body = isJson && !response.body().isEmpty()
                    ? JSON.readTree(response.body()) : MissingNode.getInstance();
            return new Answer(response.statusCode(), response.headers(), response.body(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in " + request.method() + " " + request.uri(), e);
        }
    }

    private static String fetchToken(SandboxEnvironment sandbox, Client client) {
        String basic = Base64.getEncoder().encodeToString(
                (client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        Answer answer = exchange(HTTP, HttpRequest.newBuilder(sandbox.issuer().tokenUrl())
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")).build());
        if (answer.status() != 200) {
            throw new IllegalStateException("No token for " + client.id() + ": " + answer);
        }
        return answer.body().path("access_token").asText();
    }

    private static String json(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
