package pk.rabta.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;

/**
 * One partner is away for weeks: what waits for it, what that does to the hub and to the others, and how it goes out when the
 * partner is back. A million of it with the profile {@code soak}.
 */
class BacklogBenchmark {

    private static final int BACKLOG = Integer.getInteger("bench.backlog", 100_000);
    /** Referrals to another partner in each measure, and how many milliseconds apart: well below its rate. */
    private static final int SAMPLES = 150;
    /** Measures of one kind, one after the other; the median of their percentiles counts, since machines are noisy. */
    private static final int MEASURES = 3;
    private static final int APART = 300;
    private static final Duration BREAKER = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofSeconds(30);
    private static final double RATE = 20;
    /** More than the broker may hold of what was due before the emergency came. */
    private static final int AT_ONCE = 100;
    private static final String AWAY = "prosecution-kp";

    private final StringBuilder report = new StringBuilder();
    private final Deque<String> others = new ArrayDeque<>();
    private SandboxEnvironment sandbox;
    private HubProcess hub;
    private Backlog backlog;
    private Backlog other;

    @Test
    void aPartnerIsAwayForWeeks() throws Exception {
        sandbox = SandboxEnvironment.start(Simulators.all());
        Map<String, Object> properties = new HashMap<>(sandbox.properties());
        properties.put("rabta.partners." + AWAY + ".delivery.rate", (int) RATE + "/s");
        properties.put("rabta.partners." + AWAY + ".breaker.probe", "5s");
        properties.put("rabta.partners." + AWAY + ".retry.first", "5s");
        // What goes out in the wait for an acknowledgement of the other partner is not what is measured.
        properties.keySet().removeIf(name -> name.endsWith("_POLL"));
        hub = HubProcess.start(properties);
        try {
            sandbox.hubStarted(hub.url());
            JdbcClient jdbc = JdbcClient.create(sandbox.database().dataSource());
            backlog = new Backlog(jdbc, AWAY);
            other = new Backlog(jdbc, "health-pb");
            others.addAll(LoadedPeople.bodies(properties, (1 + 4 * MEASURES) * SAMPLES + 1, people ->
                    LoadedPeople.body(people, "health-pb", "MHPSS", "MHPSS.TRAUMA", "health-pb-trauma-counselling", "ROUTINE")));
            List<String> bodies = LoadedPeople.bodies(properties, BACKLOG);
            String urgent = LoadedPeople.bodies(properties, 1, people ->
                    LoadedPeople.body(people, AWAY, "JUSTICE", "JUSTICE.CASE_LINK", LoadedPeople.PROGRAMME, "EMERGENCY"))
                    .getFirst();
            // The compilers of the hub's JVM take as much as the work until then; this stores nothing.
            Submitter.all(sandbox, hub, "?dryRun=true", bodies.subList(0, Math.min(BACKLOG, 40_000)));
            measure("warm-up");
            run(bodies, urgent, sandbox.simulator(ProsecutionSimulator.class));
        } finally {
            hub.close();
            sandbox.close();
            Files.createDirectories(Path.of("target/bench"));
            Files.writeString(Path.of("target/bench/backlog.txt"), report);
            System.out.println(report);
        }
    }

    private void run(List<String> bodies, String urgent, ProsecutionSimulator partner) throws Exception {
        double before = latency("others without a backlog, ms");
        long heap = Jcmd.live(hub.pid());
        partner.faults().refuse();
        Submitter.all(sandbox, hub, "", bodies.subList(0, 10));
        Instant first = Instant.now();
        Duration opening = Duration.between(first, backlog.opened(Duration.ofSeconds(30)));
        say("breaker open after, s", opening.toMillis() / 1000.0);
        assertThat(opening).as("breaker open").isLessThanOrEqualTo(BREAKER);
        long start = System.nanoTime();
        Submitter.all(sandbox, hub, "", bodies.subList(10, BACKLOG));
        say("accepted while the partner was away, /s", (BACKLOG - 10) / ((System.nanoTime() - start) / 1e9));
        say("waiting", backlog.waiting());
        long full = Jcmd.live(hub.pid());
        say("live heap before and with it, MB", heap / 1e6, full / 1e6);
        assertThat(full).isLessThan(heap + heap / 4);
        double with = latency("others with the backlog, ms");

        List<Backlog.Referral> ended = new ArrayList<>(backlog.next(50));
        ended.forEach(this::withdraw);
        List<Backlog.Referral> late = backlog.next(20);
        backlog.expire(late);
        ended.addAll(late);
        Submitter.all(sandbox, hub, "", List.of(urgent));
        stopAndStart();
        double draining = out(partner, ended);
        backlog.empty();
        double after = latency("others without it again, ms");
        double without = (before + after) / 2;
        double ratio = with / without;
        say("p99 of others with the backlog, as a ratio of without", ratio);
        // Sending it takes a share of this machine's cores from the others, at the rate that the partner is given: only told.
        say("p99 of others while it goes out, as a ratio of without", draining / without);
        assertThat(ratio).as("p99 of others with the backlog, as a ratio of without").isLessThan(1.5);
    }

    private void stopAndStart() {
        hub.kill();
        Instant killed = Instant.now();
        hub.restart();
        Duration up = Duration.between(killed, Instant.now());
        say("started after a kill, s", up.toMillis() / 1000.0);
        sandbox.hubStarted(hub.url());
        long taken = other.taken();
        Submitter.all(sandbox, hub, "", List.of(others.remove()));
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(() -> other.taken() > taken);
        say("first message to another partner after the kill, s", Duration.between(killed, Instant.now()).toMillis() / 1000.0);
        Instant asked = Instant.now();
        hub.stop();
        Duration down = Duration.between(asked, Instant.now());
        say("graceful stop, s", down.toMillis() / 1000.0);
        hub.restart();
        sandbox.hubStarted(hub.url());
        assertThat(up).isLessThan(START);
        assertThat(down).isLessThan(Duration.ofSeconds(20));
    }

    /**
     * @param ended whose consent or clock ended while they waited, the first in line
     * @return the 99th percentile of the others' way while it goes out, in milliseconds
     */
    private double out(ProsecutionSimulator partner, List<Backlog.Referral> ended) throws Exception {
        List<Backlog.Referral> first = backlog.next(50);
        Instant back = Instant.now();
        partner.faults().accept();
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(() -> !sent(partner, back).isEmpty());
        say("first message after the partner was back, s", Duration.between(back, sent(partner, back).getFirst().at()).toMillis()
                / 1000.0);
        String emergency = backlog.newest("EMERGENCY");
        await().atMost(Duration.ofMinutes(2)).until(() -> !partner.ledger().entries(emergency).isEmpty());
        int place = sent(partner, back).stream().map(Ledger.Entry::reference).toList().indexOf(emergency) + 1;
        say("place of the emergency among what went out", place);
        assertThat(place).as("place of the emergency").isLessThan(AT_ONCE);
        double others = latency("others while the backlog goes out, ms");
        long taken = backlog.taken();
        Instant from = Instant.now();
        await().pollDelay(Duration.ofSeconds(60)).atMost(Duration.ofSeconds(70)).until(() -> true);
        double drained = (backlog.taken() - taken) * 1000.0 / Duration.between(from, Instant.now()).toMillis();
        say("drained, /s (its rate is %.0f)".formatted(RATE), drained);
        assertThat(drained).as("drained, /s").isBetween(0.9 * RATE, 1.05 * RATE);

        HubClient admin = HubClient.of(sandbox, hub.url(), "ADMIN");
        Instant paused = Instant.now();
        admin.post("/v1/admin/partners/" + AWAY + "/pause", Map.of("reason", "Maintenance"));
        await().pollDelay(Duration.ofSeconds(8)).atMost(Duration.ofSeconds(15)).until(() -> true);
        Instant last = sent(partner, back).getLast().at();
        say("last message after the pause, s", Duration.between(paused, last).toMillis() / 1000.0);
        List<Backlog.Referral> closed = backlog.next(20);
        closed.forEach(this::withdraw);
        List<Backlog.Referral> after = backlog.next(20);
        admin.post("/v1/admin/partners/" + AWAY + "/resume", Map.of("reason", "Done"));
        int sent = sent(partner, back).size();
        await().atMost(Duration.ofMinutes(1)).until(() -> sent(partner, back).size() > sent + 100);
        assertThat(sent(partner, back)).extracting(Ledger.Entry::reference).containsAll(ids(first)).containsAll(ids(after))
                .doesNotContainAnyElementsOf(ids(ended)).doesNotContainAnyElementsOf(ids(closed));
        assertThat(last).isBefore(paused.plusSeconds(2));
        return others;
    }

    private static List<String> ids(List<Backlog.Referral> referrals) {
        return referrals.stream().map(Backlog.Referral::id).toList();
    }

    private static List<Ledger.Entry> sent(ProsecutionSimulator partner, Instant since) {
        return partner.ledger().entries().stream().filter(entry -> entry.at().isAfter(since)).toList();
    }

    private void withdraw(Backlog.Referral referral) {
        HubClient.Answer answer = HubClient.of(sandbox, hub.url(), "VSO").post("/v1/consents/" + referral.consent()
                + "/withdraw", Map.of("withdrawnBy", "SELF"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** @return the median of the measures' 99th percentiles, in milliseconds */
    private double latency(String what) throws Exception {
        double[] percentiles = new double[MEASURES];
        for (int n = 0; n < MEASURES; n++) {
            percentiles[n] = measure(what);
        }
        Arrays.sort(percentiles);
        return percentiles[MEASURES / 2];
    }

    /** Refers to the other partner at an even pace. @return the 99th percentile of its way, in milliseconds */
    private double measure(String what) throws Exception {
        Instant since = Instant.now();
        try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
            for (int n = 0; n < SAMPLES; n++) {
                String body = others.remove();
                pace.schedule(() -> Submitter.all(sandbox, hub, "", List.of(body)), (long) n * APART, TimeUnit.MILLISECONDS);
            }
        }
        List<Double> millis = other.millis(since, SAMPLES);
        double p99 = millis.get(millis.size() * 99 / 100);
        say(what + ": median, p99", millis.get(millis.size() / 2), p99);
        return p99;
    }

    private void say(String what, double... values) {
        report.append("%-60s".formatted(what));
        for (double value : values) {
            report.append(" %,10.1f".formatted(value));
        }
        report.append('\n');
    }
}
