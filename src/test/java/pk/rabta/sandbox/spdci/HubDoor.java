package pk.rabta.sandbox.spdci;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import pk.rabta.sandbox.HubAddress;

/** Posts to the hub and reads its answer. */
public final class HubDoor {

    /** The hub's answer to a message. */
    public record Reply(int status, JsonNode body) {

        public boolean isAck() {
            return status / 100 == 2 && body.path("message").path("ack_status").asText().equals("ACK");
        }

        /** The code of a refusal, or "". */
        public String errorCode() {
            return body.path("message").path("error").path("code").asText();
        }
    }

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    private HubDoor() {}

    /** Posts without a token: the message's signature says who we are. */
    public static Reply post(URI url, byte[] body) throws IOException {
        return post(url, body, "");
    }

    /** Posts with a token of the hub's issuer. */
    public static Reply postAs(HubAddress hub, String path, byte[] body) throws IOException {
        return post(hub.url().resolve(path), body, "Bearer " + token(hub));
    }

    /** Fetches a document of the hub. */
    public static JsonNode get(URI url) throws IOException {
        return exchange(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build()).body();
    }

    private static Reply post(URI url, byte[] body, String authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
        return exchange((authorization.isEmpty() ? request : request.header("Authorization", authorization)).build());
    }

    private static String token(HubAddress hub) throws IOException {
        String basic = hub.client().id() + ":" + hub.client().secret();
        return exchange(HttpRequest.newBuilder(hub.tokenUrl()).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")).build()).body().path("access_token")
                        .asText();
    }

    private static Reply exchange(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Reply(response.statusCode(), json ? Envelope.JSON.readTree(response.body())
                    : Envelope.JSON.missingNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted in a call of the hub", e);
        }
    }
}
