package pk.rabta.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A partner's own calls to the hub, with a token that it fetches from the hub's issuer for each. */
public final class HubDoor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * Sends a body and gives the answer, whatever its status.
     *
     * @param path from the hub's root on, with its slash
     * @throws IOException if the hub or its issuer is not reached, or gives no token
     */
    public HttpResponse<String> send(
            HubAddress hub, String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.url().resolve(path)).timeout(LIMIT)
                .header("Authorization", "Bearer " + token(hub))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String token(HubAddress hub) throws IOException, InterruptedException {
        byte[] pair = (hub.client().id() + ":" + hub.client().secret()).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(hub.tokenUrl()).timeout(LIMIT)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The issuer gave " + hub.client() + " no token, but " + answer.statusCode());
        }
        return JSON.readTree(answer.body()).path("access_token").asText();
    }
}
