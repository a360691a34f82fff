package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.BulkSender;
import pk.rabta.sandbox.BulkSender.Answering;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;

class HubProcessIT {

    /** More than the hub takes before it answers the first of them. */
    private static final int PERSONS = 100;

    /** In the middle of a body of many referrals, which is sent once more and doubles nothing. */
    @Test
    void servesStopsAndSurvivesAKill() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all());
                HubProcess hub = HubProcess.start(sandbox.properties())) {
            sandbox.hubStarted(hub.url());
            assertThat(status(hub.url())).isEqualTo(401);
            HubClient officer = HubClient.of(sandbox, hub.url(), "VSO")
                    .withToken(sandbox.issuer().issue(sandbox.client("VSO")));
            ReferredToProsecution people = new ReferredToProsecution(sandbox, 930_000);
            List<String> lines = IntStream.range(0, PERSONS)
                    .mapToObj(n -> BulkSender.line("the-key-of-" + n, people.consented(officer))).toList();
            BulkSender sender = new BulkSender(officer);
            long first = hub.pid();
            try (Answering cut = sender.open(lines)) {
                assertThat(cut.next().path("status").asInt()).isEqualTo(202);
                assertThat(hub.temporary()).isDirectoryNotContaining("glob:**.sealed");
                hub.kill();
                assertThat(cut.rest()).noneMatch(line -> line.has("lines"));
            }
            assertThat(hub.isAlive()).isFalse();
            assertThat(hub.temporary()).isDirectoryNotContaining("glob:**.sealed");
            hub.restart();
            assertThat(hub.pid()).isNotEqualTo(first);
            assertThat(status(hub.url())).isEqualTo(401);
            List<JsonNode> again = sender.send(lines);
            assertThat(again.getLast().path("repeated").asInt()).isBetween(1, PERSONS - 1);
            assertThat(again.getLast().path("refused").asInt()).isZero();
            JdbcClient jdbc = JdbcClient.create(sandbox.database().dataSource());
            for (String table : List.of("case_file", "referral", "delivery where kind = 'request'",
                    "idempotency_key where operation = 'submitReferral'")) {
                assertThat(jdbc.sql("select count(*) from " + table).query(Integer.class).single()).as(table).isEqualTo(PERSONS);
            }
            stopWhileAnswering(hub, sender, lines);
        }
    }

    /** What was answered by then is all that is answered. */
    private static void stopWhileAnswering(HubProcess hub, BulkSender sender, List<String> lines) {
        List<String> often = Collections.nCopies(300, lines).stream().flatMap(List::stream).toList();
        try (Answering answer = sender.open(often)) {
            assertThat(answer.next().path("repeated").asBoolean()).isTrue();
            CompletableFuture<List<JsonNode>> rest = CompletableFuture.supplyAsync(answer::rest);
            long began = System.nanoTime();
            assertThat(hub.stop()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            assertThat(rest.join()).hasSizeLessThan(often.size()).allSatisfy(line ->
                    assertThat(line.path("status").asInt()).isEqualTo(202));
        }
    }

    @Test
    void namesTheDatabaseThatCannotBeReachedAndEnds() {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            properties.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/rabta");
            properties.put("spring.datasource.hikari.connection-timeout", "1000");
            try (HubProcess hub = HubProcess.launch(properties)) {
                assertThat(hub.exit(Duration.ofSeconds(90))).isEqualTo(1);
                assertThat(hub.output()).contains(
                        "the database at jdbc:postgresql://127.0.0.1:1/rabta cannot be reached",
                        "set spring.datasource.url").doesNotContain("\tat ");
            }
        }
    }

    @Test
    void namesTheBrokerThatCannotBeReachedAndEnds() {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Map<String, Object> properties = new HashMap<>(sandbox.properties());
            properties.put("rabta.broker.url", "tcp://127.0.0.1:1");
            try (HubProcess hub = HubProcess.launch(properties)) {
                assertThat(hub.exit(Duration.ofSeconds(90))).isEqualTo(1);
                assertThat(hub.output()).contains("the broker at tcp://127.0.0.1:1 cannot be used",
                        "set rabta.broker.url").doesNotContain("\tat ");
            }
        }
    }

    private static int status(URI hub) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(hub.resolve("/v1/referrals")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
