package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Seeds;

/** A partner's circuit opens and closes: one event for each, told to those who refer people to it. */
@HubTest
@PartnersPaused(CircuitEventsTest.PARTNER)
class CircuitEventsTest {

    static final String PARTNER = "prosecution-kp";
    private static final int FAILURES = 5;
    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final String OPENED = "partner.circuit_opened";
    private static final String CLOSED = "partner.circuit_closed";

    @Autowired
    private Destinations destinations;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Seeds seeds;
    private String after;

    @BeforeEach
    void untilNow() {
        after = jdbc.sql("select coalesce(max(position), 0)::text from referral_event").query(String.class).single();
    }

    @Test
    void opens_once_and_closes_once_however_many_fail_and_succeed_at_a_time() throws Exception {
        atOnce(12, this::fail);
        assertThat(events(PARTNER)).containsExactly(OPENED);
        assertThat(destinations.get(PARTNER).failures()).isEqualTo(12);

        // Half-open: the probe fails, so it stays open.
        destinations.failed(PARTNER, FAILURES, PROBE, Instant.now().plusSeconds(60));
        assertThat(events(PARTNER)).containsExactly(OPENED);

        atOnce(6, () -> destinations.succeeded(PARTNER, Instant.now()));
        assertThat(events(PARTNER)).containsExactly(OPENED, CLOSED);
        for (int i = 0; i < FAILURES; i++) {
            fail();
        }
        destinations.resume(PARTNER, Instant.now());
        destinations.resume(PARTNER, Instant.now());
        assertThat(events(PARTNER)).as("an administrator closes it too").containsExactly(OPENED, CLOSED, OPENED, CLOSED);
    }

    @Test
    void tells_nothing_of_what_was_rolled_back_or_of_other_circuits() {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < FAILURES; i++) {
                fail();
            }
            status.setRollbackOnly();
        });
        assertThat(events(PARTNER)).isEmpty();
        assertThat(destinations.get(PARTNER).failures()).isZero();

        String subscription = "SUB-" + UUID.randomUUID();
        destinations.failed(subscription, 1, PROBE, Instant.now());
        destinations.succeeded(subscription, Instant.now());
        assertThat(events(subscription)).isEmpty();
    }

    @Test
    void is_seen_by_those_who_refer_people_there(HubClient officer, SandboxEnvironment sandbox) {
        seeds.referral(officer, PARTNER, "prosecution-kp-case-link");
        for (int i = 0; i < FAILURES; i++) {
            fail();
        }
        destinations.succeeded(PARTNER, Instant.now());
        List<String> ids = jdbc.sql("select id::text from referral_event where partner_id = :id and position > :after"
                        + " and client_id is null order by position").param("id", PARTNER)
                .param("after", Long.parseLong(after)).query(String.class).list();
        assertThat(ids).hasSize(2);
        // Transactions of other tests, in other databases of the server, hold events back.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(feed(officer)).extracting(event -> event.path("id").asText()).containsSubsequence(ids));
        JsonNode opened = feed(officer).stream().filter(event -> event.path("id").asText().equals(ids.getFirst()))
                .findFirst().orElseThrow();
        assertThat(opened.path("type").asText()).isEqualTo(OPENED);
        assertThat(opened.path("subject").asText()).isEqualTo(PARTNER);
        assertThat(opened.path("data").toString()).isEqualTo("{\"partner\":\"" + PARTNER + "\"}");

        Client stranger = new Client("tool-of-strangers", "unused", sandbox.client("VSO").scopes(), Map.of());
        assertThat(feed(officer.withToken(sandbox.issuer().issue(stranger)))).isEmpty();
    }

    private void fail() {
        transaction.executeWithoutResult(status -> destinations.failed(PARTNER, FAILURES, PROBE, Instant.now()));
    }

    private static void atOnce(int times, Runnable what) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(threads.submit(what));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private List<String> events(String destination) {
        return jdbc.sql("""
                select type from referral_event where partner_id = :id and position > :after
                  and type like 'partner.%' order by position""").param("id", destination)
                .param("after", Long.parseLong(after)).query(String.class).list();
    }

    private static List<JsonNode> feed(HubClient client) {
        List<JsonNode> events = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page = ResponseContract.check("listEvents", 200,
                    client.get("/v1/events?limit=200&type=" + OPENED + "," + CLOSED + cursor));
            page.path("items").forEach(events::add);
            cursor = "&after=" + page.path("next").asText();
        } while (!page.path("items").isEmpty());
        return events;
    }
}
