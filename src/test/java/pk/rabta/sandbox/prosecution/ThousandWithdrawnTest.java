package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.delivery.Destinations;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Seeds;

/**
 * A thousand persons withdraw while their requests wait for a partner and one more is on its way into a black hole. The
 * partner answers again half-way, so that relay, claims and withdrawals run at the same time.
 */
@HubTest
class ThousandWithdrawnTest {

    private static final int WAITING = 1000;
    private static final String PARTNER = "prosecution-kp";
    /** What the partner's profile lets leave in a second, and what may leave on top of it: a second's worth, and one round's. */
    private static final int RATE = 2;
    private static final int BURST = 20;
    /** The machine may have other work. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(45);

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Destinations destinations;
    @Autowired
    private MovableClock clock;

    private final ExecutorService tools = Executors.newFixedThreadPool(8);

    private record Waits(String referral, String consent) {}

    private record Withdrawn(String referral, String list, Instant answered) {}

    @AfterEach
    void back(ProsecutionSimulator prosecution) {
        tools.shutdownNow();
        prosecution.faults().clear();
        destinations.resume(PARTNER, clock.instant());
        clock.reset();
    }

    @Test
    void nothingThatWaitsLeavesAndWhatIsOnItsWayIsTakenBack(HubClient client, SandboxEnvironment sandbox,
                                                            ProsecutionSimulator prosecution) throws Exception {
        long seed = System.nanoTime();
        HubClient officer = client.withToken(sandbox.issuer().issue(sandbox.client("VSO")));
        prosecution.register().open("CTD KOHAT", 4711, 2026);
        destinations.pause(PARTNER, "test", "let them gather", clock.instant());
        Callable<Waits> refers = () -> refer(officer);
        List<Waits> all = all(Collections.nCopies(WAITING + 1, refers));
        prosecution.faults().blackHole(1);
        long resumed = System.nanoTime();
        destinations.resume(PARTNER, clock.instant());
        String flying = Awaitility.await().atMost(LIMIT).until(() -> sending(all), id -> !id.isEmpty());

        List<Waits> order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(seed));
        // The one in flight is withdrawn while it flies; in the middle the partner is back.
        order.sort((one, other) -> Boolean.compare(!one.referral().equals(flying), !other.referral().equals(flying)));
        AtomicInteger answers = new AtomicInteger();
        long began = System.nanoTime();
        Map<String, Withdrawn> withdrawn = new ConcurrentHashMap<>();
        List<Callable<Withdrawn>> withdrawals = new ArrayList<>();
        for (Waits one : order) {
            withdrawals.add(() -> {
                Withdrawn done = withdraw(officer, one);
                if (answers.incrementAndGet() == WAITING / 2) {
                    prosecution.faults().clear();
                }
                return done;
            });
        }
        all(withdrawals).forEach(done -> withdrawn.put(done.referral(), done));
        long ended = System.nanoTime();
        long took = (ended - began) / 1_000_000;
        long mayLeave = RATE * (ended - resumed) / 1_000_000_000 + BURST;

        assertThat(withdrawn.get(flying).list()).isEqualTo("mayHaveLeft");
        List<String> left = withdrawn.values().stream().filter(done -> !done.list().equals("stopped"))
                .map(Withdrawn::referral).toList();
        assertThat(left).as("the others never left, seed %d", seed).hasSizeLessThanOrEqualTo((int) mayLeave);
        clock.advance(LEASE);
        // What takes them back leaves at the partner's rate too.
        Duration back = LIMIT.plusSeconds(left.size() / RATE);
        Awaitility.await().atMost(back).untilAsserted(() -> assertThat(open(withdrawn)).isZero());
        for (String referral : left) {
            prosecution.ledger().awaitEntry("withdrawal", referral);
        }
        long late = 0;
        for (Withdrawn done : withdrawn.values()) {
            List<Ledger.Entry> links = prosecution.ledger().entries(done.referral()).stream()
                    .filter(entry -> entry.kind().equals("link")).toList();
            if (done.list().equals("stopped")) {
                assertThat(prosecution.ledger().entries(done.referral())).as("stopped, seed %d", seed).isEmpty();
            }
            assertThat(claimed(done)).as("claimed after the answer, seed %d", seed).noneMatch(done.answered()::isBefore);
            for (Ledger.Entry link : links) {
                late = Math.max(late, Duration.between(done.answered(), link.at()).toMillis());
            }
        }
        System.out.printf("withdrawn: %d in %d ms, of which %d may have left; last disclosure %d ms after an answer%n",
                withdrawn.size(), took, left.size(), late);
    }

    private Waits refer(HubClient officer) {
        Seeds seeds = hub.getBean(Seeds.class);
        String person = seeds.person();
        var snapshot = seeds.snapshot(person);
        snapshot.withObject("/victim").putArray("harms").addObject().put("class", "DEATH_OF_RELATIVE");
        snapshot.putObject("incident").put("id", "INC-TEST-2").put("date", "2026-02-01").put("district", "PK523")
                .putObject("fir").put("district", "PK523").put("policeStation", "CTD KOHAT").put("number", 4711)
                .put("year", 2026);
        seeds.registrySays(snapshot);
        HubClient.Answer consent = officer.post("/v1/consents", Map.of("victim", Map.of("registryId", person), "basis",
                "CONSENT", "givenBy", "SELF", "capacity", "ADULT", "purposes", List.of("JUSTICE"), "recipients",
                List.of(PARTNER), "dataScopes", List.of("IDENTITY_MIN", "CONTACT", "CASE", "HEALTH"), "method", "THUMB"));
        String id = consent.body().path("id").asText();
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person), "consentId",
                id, "programmes", List.of(Map.of("id", "prosecution-kp-case-link")), "needs",
                List.of(Map.of("code", "JUSTICE.CASE_LINK")), "details", Map.of("case", Map.of("support", List.of("TRAVEL")))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return new Waits(answer.body().at("/referrals/0/id").asText(), id);
    }

    private static Withdrawn withdraw(HubClient officer, Waits one) {
        HubClient.Answer answer = officer.post("/v1/consents/" + one.consent() + "/withdraw", Map.of("withdrawnBy", "SELF"));
        Instant answered = Instant.now();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode body = answer.body();
        for (String list : List.of("stopped", "mayHaveLeft", "cancellationRequested")) {
            if (body.path(list).path(0).asText().equals(one.referral())) {
                return new Withdrawn(one.referral(), list, answered);
            }
        }
        throw new AssertionError("in no list: " + body);
    }

    private String sending(List<Waits> all) {
        return jdbc.sql("""
                select coalesce(min(referral_id), '') from delivery where destination = :partner and state = 'SENDING'
                  and kind = 'request' and referral_id = any(:all)""").param("partner", PARTNER)
                .param("all", all.stream().map(Waits::referral).toArray(String[]::new)).query(String.class).single();
    }

    /** By the database's clock, which is this machine's: how long a claimed one may take to leave has tests of its own. */
    private List<Instant> claimed(Withdrawn one) {
        return jdbc.sql("""
                select a.claimed_at from delivery d join delivery_attempt a on a.delivery_id = d.id
                where d.referral_id = :id and d.kind = 'request' and a.claimed_at is not null""")
                .param("id", one.referral()).query(OffsetDateTime.class).list().stream().map(OffsetDateTime::toInstant).toList();
    }

    private int open(Map<String, Withdrawn> all) {
        return jdbc.sql("""
                select count(*) from delivery where referral_id = any(:all)
                  and state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT')""")
                .param("all", all.keySet().toArray(String[]::new)).query(Integer.class).single();
    }

    private <T> List<T> all(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : tools.invokeAll(calls)) {
            results.add(future.get());
        }
        return results;
    }
}
