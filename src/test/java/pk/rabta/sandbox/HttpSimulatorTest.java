package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSimulatorTest {

    private final Echo echo = new Echo();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        echo.start();
    }

    @AfterEach
    void stop() {
        echo.stop();
    }

    @Test
    void answersAndKeepsTheLedger() throws Exception {
        assertThat(post("REF-1").body()).isEqualTo("{\"got\":\"REF-1\"}");
        assertThat(post("REF-1").statusCode()).isEqualTo(200);
        assertThat(echo.ledger().effects("REF-1")).hasSize(1);
        assertThat(echo.ledger().entries("REF-1")).hasSize(2);
    }

    @Test
    void refusesConnectionsAndOpensAgainOnTheSamePort() throws Exception {
        URI before = echo.url();
        echo.faults().refuse();
        assertThatThrownBy(() -> post("REF-1")).isInstanceOf(ConnectException.class);
        echo.faults().accept();
        assertThat(echo.url()).isEqualTo(before);
        assertThat(post("REF-1").statusCode()).isEqualTo(200);
        assertThat(echo.arrivals()).isEqualTo(1);
    }

    @Test
    void stormsForACountOfRequestsInOrder() throws Exception {
        echo.faults().storm(503, 2, Duration.ofSeconds(7));
        echo.faults().storm(429, 1);
        HttpResponse<String> first = post("REF-1");
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(post("REF-1").statusCode()).isEqualTo(503);
        assertThat(post("REF-1").statusCode()).isEqualTo(429);
        assertThat(post("REF-1").statusCode()).isEqualTo(200);
        assertThat(echo.ledger().entries()).hasSize(4).extracting(Ledger.Entry::effect)
                .containsOnlyOnce(Ledger.Effect.APPLIED);
    }

    @Test
    void cutsTheConnectionAfterProcessing() throws Exception {
        echo.faults().cutAfterProcessing(1);
        assertThatThrownBy(() -> post("REF-1")).isInstanceOf(IOException.class);
        assertThat(echo.ledger().effects("REF-1")).hasSize(1);
        assertThat(post("REF-1").statusCode()).isEqualTo(200);
    }

    @Test
    void answersAsAGatewayWouldAfterProcessing() throws Exception {
        echo.faults().gateway(504, 1);
        assertThat(post("REF-1").statusCode()).isEqualTo(504);
        assertThat(echo.ledger().effects("REF-1")).hasSize(1);
        assertThat(post("REF-1").statusCode()).isEqualTo(200);
    }

    @Test
    void sendsHalfAnAnswer() throws Exception {
        echo.faults().halfAnswer(1);
        assertThatThrownBy(() -> post("REF-1")).isInstanceOf(IOException.class);
        assertThat(echo.ledger().effects("REF-1")).hasSize(1);
    }

    @Test
    void swallowsRequestsUntilCleared() throws Exception {
        echo.faults().blackHole(1);
        assertThatThrownBy(() -> http.send(request("REF-1").timeout(Duration.ofMillis(300)).build(),
                HttpResponse.BodyHandlers.ofString())).isInstanceOf(HttpTimeoutException.class);
        echo.faults().blackHole(1);
        CompletableFuture<HttpResponse<String>> waiting = http.sendAsync(request("REF-2").build(),
                HttpResponse.BodyHandlers.ofString());
        Awaitility.await().until(() -> echo.arrivals() == 2);
        echo.faults().clear();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(echo.ledger().entries()).isEmpty();
        assertThat(post("REF-3").statusCode()).isEqualTo(200);
    }

    @Test
    void delaysAnswers() throws Exception {
        echo.faults().delay(Duration.ofMillis(400));
        long begin = System.nanoTime();
        assertThat(post("REF-1").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(390));
    }

    @Test
    void sendsItsOwnMessagesLateAndTwice() {
        echo.faults().answerTwice(1);
        echo.faults().answerLate(Duration.ofMillis(300));
        long begin = System.nanoTime();
        echo.agenda().after(Duration.ofMillis(100), "decision", () -> echo.ledger().applied("sent", "", "REF-1", ""));
        echo.ledger().awaitEntry(entry -> entry.number() == 2, Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(390));
        echo.agenda().after(Duration.ZERO, "next", () -> {
            throw new IOException("hub away");
        });
        Awaitility.await().until(() -> echo.agenda().problems().contains("next: hub away"));
    }

    @Test
    void tellsWhatCameInsteadOfTheEntryThatIsAwaited() throws Exception {
        post("REF-1");
        Ledger ledger = echo.ledger();
        assertThatThrownBy(() -> ledger.awaitEntry(entry -> entry.reference().equals("REF-2"), Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class).hasMessageContaining("1 APPLIED message");
    }

    private HttpResponse<String> post(String reference) throws Exception {
        return http.send(request(reference).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String reference) {
        return HttpRequest.newBuilder(echo.url().resolve("/messages?id=1"))
                .POST(HttpRequest.BodyPublishers.ofString(reference));
    }

    private static final class Echo extends HttpSimulator {

        Echo() {
            super("echo");
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("ECHO_URL", url().toString());
        }

        @Override
        protected synchronized Answer answer(Request request) {
            if (ledger().effects(request.text()).isEmpty()) {
                ledger().applied("message", "MSG-1", request.text(), request.path());
            } else {
                ledger().repeated("message", "MSG-1", request.text(), request.path());
            }
            return Answer.json(200, "{\"got\":\"" + request.text() + "\"}");
        }
    }
}
