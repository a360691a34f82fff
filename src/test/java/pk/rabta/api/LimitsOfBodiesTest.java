package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.api.ApiClient.Answer;

/** What is large, long or slow ends soon, is told so, and keeps nobody else from being served. */
class LimitsOfBodiesTest extends EdgeTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BODY = """
        {"victim": {"registryId": "VOT-7K3M-92QX-4"},
         "programmes": [{"id": "cash-support", "details": {"hospital": %s}}]}""";

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e1000000000", "-1e-1000000000", "1e99999999999", "NaN", "-Infinity",
        "11111111111111111111111111111111111111111"})
    void numbersThatTakeMoreRoomThanTheirTextAre400(String number) throws Exception {
        problem(submit(BODY.formatted(number)), ProblemType.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\u2060", "\u00AD", "\u180E", "\uFFF9", "\uDB40\uDC41"})
    void whatShowsNothingIsRefused(String hidden) throws Exception {
        JsonNode problem = problem(submit(BODY.formatted("\"Gul" + hidden + "Bibi\"")), ProblemType.VALIDATION_FAILED);
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("forbidden-character");
    }

    @Test
    void lettersThatAreJoinedOrNotAsUrduWantsStay() throws Exception {
        assertThat(submit(BODY.formatted("\"بی‌بی گل‍\"")).status()).isEqualTo(200);
    }

    @Test
    void brokenUtf8IsToldWithItsPlace() throws Exception {
        byte[] body = BODY.formatted("\"aXb\"").getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf("aXb") + 1] = (byte) 0xC3;
        JsonNode problem = problem(client.send(submission(body)), ProblemType.MALFORMED_JSON);
        assertThat(problem.path("detail").asText()).containsPattern("UTF-8 at line:column 2:[0-9]+");
    }

    @Test
    void aLongTextAndManyElementsAreAnsweredSoonAndShortly() {
        assertTimeoutPreemptively(SOON, () -> {
            Answer text = submit(BODY.formatted("\"" + "a".repeat(1_000_000) + "\""));
            assertThat(text.status()).isIn(200, 400);
            problem(submit(needs(100_000)), ProblemType.MALFORMED_JSON);
            Answer wrong = submit(needs(5_000));
            JsonNode problem = problem(wrong, ProblemType.VALIDATION_FAILED);
            assertThat(problem.path("violations")).hasSize(100);
            assertThat(problem.path("detail").asText()).containsPattern("^[0-9]{4,6} part.*The first 100 are listed");
            assertThat(wrong.body().length()).isLessThan(50_000);
        });
    }

    @Test
    void whatIsWrongIsListedWholeUpToAHundred() throws Exception {
        String unknown = IntStream.range(0, 100).mapToObj(i -> "\"" + (char) ('a' + i / 10) + (char) ('a' + i % 10) + "\": 1")
            .collect(Collectors.joining(", "));
        JsonNode problem = problem(submit("""
            {"victim": {"registryId": "VOT-7K3M-92QX-4"}, "programmes": [{"id": "cash-support"}], %s}""".formatted(unknown)),
            ProblemType.VALIDATION_FAILED);
        assertThat(problem.path("violations")).hasSize(100);
        assertThat(problem.path("detail").asText()).startsWith("100 part").doesNotContain("first");
    }

    private static String needs(int count) {
        return "{\"victim\": {\"registryId\": \"VOT-7K3M-92QX-4\"}, \"needs\": [" + "{},".repeat(count) + "{}]}";
    }

    @Test
    void aBodyThatDripsIs408() throws Exception {
        assertThat(dripped("POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + all
            + "\r\nIdempotency-Key: drip\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"))
            .startsWith("HTTP/1.1 408").contains("request-timeout").containsIgnoringCase("connection: close");
    }

    /** Before anybody said who they are. */
    @Test
    void aBodyThatDripsAtAPartnersDoorIs408() throws Exception {
        List<String> doors = List.of("POST /rest/somebody/updates", "PUT /fhir/somebody/Task/REF-NONE", "POST /soap/somebody",
            "POST /spdci/somebody/registry/on-search", "POST /spdci/registry/registry/notify", "POST /sealed/somebody/answers");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = doors.stream().map(door -> callers.submit(() -> dripped(door
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n"))).toList();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).as(doors.get(answers.indexOf(answer))).startsWith("HTTP/1.1 408");
            }
        }
    }

    @Test
    void aBodyThatStopsIs408() throws Exception {
        assertThat(client.raw("POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + all
            + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")).startsWith("HTTP/1.1 408");
    }

    /** Nor does a body that is not even wanted: the answer comes at once, and the connection ends soon after. */
    @Test
    void aBodyThatDripsBehindARefusalEnds() throws Exception {
        List<String> heads = List.of("POST /v1/referrals", "GET /livez", "POST /nothing", "GET /.well-known/jwks.json");
        // At once, for each takes as long as the server's patience.
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = heads.stream().map(head -> callers.submit(() -> dripped(head
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"))).toList();
            assertTimeoutPreemptively(SOON, () -> {
                for (Future<String> answer : answers) {
                    assertThat(answer.get()).as(heads.get(answers.indexOf(answer))).startsWith("HTTP/1.1");
                }
            });
        }
    }

    @Test
    void aRefusalLeavesTheConnectionForTheNextCall() throws Exception {
        String both = client.raw("POST /v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"
            + "GET /v1/referrals HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(both.split("HTTP/1.1 401", -1)).as(both).hasSize(3);
    }

    @Test
    void headersThatStopHoldNobodyAndEnd() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port());
                socket.getOutputStream().write("GET /v1/referrals HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertThat(client.send(get("/v1/referrals")).status()).isEqualTo(200);
            for (Socket socket : slow) {
                socket.setSoTimeout((int) SOON.toMillis());
                socket.getInputStream().readAllBytes();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** All that comes back until the server closes, while a byte is sent each 100 ms. */
    private String dripped(String head) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            CountDownLatch closed = new CountDownLatch(1);
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (!closed.await(100, TimeUnit.MILLISECONDS)) {
                        out.write(' ');
                    }
                } catch (java.io.IOException | InterruptedException over) {
                    // The server has closed, as it should.
                }
            });
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketException reset) {
                // Closed while bytes were on their way to it.
            }
            closed.countDown();
            drip.join();
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
