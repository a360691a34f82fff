package pk.rabta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends many submissions in one call, and reads the answer line by line, for as long as it likes. */
public final class BulkSender {

    public static final String PATH = "/v1/referrals/bulk";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubClient client;

    public BulkSender(HubClient client) {
        this.client = client;
    }

    /** A line of such a body. */
    public static String line(String key, Object referral) {
        try {
            ObjectNode line = JSON.createObjectNode().put("idempotencyKey", key);
            line.set("referral", referral instanceof String text ? JSON.readTree(text) : JSON.valueToTree(referral));
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines of the answer. */
    public List<JsonNode> send(List<String> lines) {
        return send((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public List<JsonNode> send(byte[] body) {
        try (Answering answer = open(body)) {
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.status() + " " + answer.next());
            }
            return answer.rest();
        }
    }

    public Answering open(List<String> lines) {
        return open((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends it all, and reads nothing yet. */
    public Answering open(byte[] body) {
        HttpRequest request = client.request(PATH).timeout(Duration.ofMinutes(60)).header("Content-Type",
                "application/x-ndjson").POST(BodyPublishers.ofByteArray(body)).build();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            return new Answering(http, http.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            http.close();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer on its way; to close it early is to cut the connection. */
    public static final class Answering implements AutoCloseable {

        private final HttpClient http;
        private final HttpResponse<InputStream> response;
        private final BufferedReader reader;

        private Answering(HttpClient http, HttpResponse<InputStream> response) {
            this.http = http;
            this.response = response;
            this.reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The next line; null where the answer ended or broke off. */
        public @Nullable JsonNode next() {
            try {
                String line = reader.readLine();
                return line == null ? null : JSON.readTree(line);
            } catch (IOException broken) {
                return null;
            }
        }

        /** All that comes yet. */
        public List<JsonNode> rest() {
            List<JsonNode> rest = new ArrayList<>();
            for (JsonNode line = next(); line != null; line = next()) {
                rest.add(line);
            }
            return rest;
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException gone) {
                // It was cut already.
            }
            http.shutdownNow();
        }
    }
}
