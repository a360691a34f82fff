package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.health.HealthSimulator;
import pk.rabta.sandbox.health.Plan;
import pk.rabta.sandbox.process.HubProcess;
import pk.rabta.sandbox.process.Standalone;
import pk.rabta.sandbox.process.StandaloneBroker;
import pk.rabta.sandbox.process.StandaloneDatabase;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;

/** One hub, its database and its broker as processes of their own, partners that insist, and officers who refer. */
final class Stage implements AutoCloseable {

    /** Set {@code -Drabta.faults.seed} to repeat a run. */
    static final long SEED = Long.getLong("rabta.faults.seed", System.nanoTime());
    static final Duration LIMIT = Duration.ofSeconds(240);
    /** Whether all that the suite knows is tried, or what represents it. */
    static final boolean ALL = Boolean.getBoolean("rabta.faults.all");
    /** For how long kills go on; each point is tried once at least. */
    static final Duration SOAK = Duration.ofMinutes(Long.getLong("rabta.faults.minutes", 0));
    private static final List<String> PARTNERS = List.of("bisp", "pbm", "health-pb", "prosecution-kp", "registry", "wpu-kp",
            "zakat-pb");
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

    final FaultPoints points;
    final StandaloneDatabase database = StandaloneDatabase.start();
    final StandaloneBroker broker;
    final SandboxEnvironment around = SandboxEnvironment.start(Simulators.all());
    final HubProcess hub;
    final Traffic traffic;
    private final Clerk clerk;
    private final HubClient admin;
    private final Messages deliveries = new Messages(database.database());
    final Reconciliation reconciliation;
    final Random random = new Random(SEED);
    final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param changed properties of the hub that differ from the sandbox's
     * @param broken  what the hub's safety lacks on purpose, see the agent
     */
    Stage(String name, Map<String, Object> changed, String... broken) {
        LOG.info("{}: -Drabta.faults.seed={}", name, SEED);
        points = new FaultPoints(name);
        points.breakSafety(broken);
        broker = StandaloneBroker.start(points.option());
        Map<String, Object> properties = Standalone.properties(around, database.database(), broker);
        // A lease of an attempt lasts as long as its partner may take, and half a minute: nobody waits for more here.
        PARTNERS.forEach(partner -> {
            String profile = "rabta.partners." + partner;
            // A list must have a minute of its rows' lease left when it is sealed.
            properties.put(profile + ".delivery.timeout", partner.equals("zakat-pb") ? "60s" : "10s");
            properties.put(profile + ".retry.first", "500ms");
            properties.put(profile + ".retry.max", "2s");
            properties.put(profile + ".breaker.probe", "1s");
        });
        properties.put("rabta.broker.send-timeout", "3s");
        properties.put("rabta.leases.term", "5s");
        properties.put("rabta.leases.period", "1000");
        properties.putAll(changed);
        hub = HubProcess.start(properties, List.of(points.option()));
        around.hubStarted(hub.url());
        around.simulator(HealthSimulator.class).desk().decide(Plan.DELIVER, Duration.ofMillis(300));
        around.simulators().forEach(simulator -> simulator.faults().insist(Duration.ofSeconds(1)));
        admin = HubClient.of(around, hub.url(), "ADMIN");
        clerk = new Clerk(around.simulator(ProsecutionSimulator.class));
        traffic = new Traffic(around, hub.url());
        reconciliation = new Reconciliation(around, traffic);
        List<Traffic.Accepted> undisturbed = traffic.refer(1);
        await("undisturbed").atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            reconciliation.learn(undisturbed);
            assertThat(reconciliation.isPlausible()).as(() -> reconciliation + "\n" + deliveries.about(undisturbed)).isTrue();
        });
    }

    /** An officer refers so many persons, whatever happens meanwhile. */
    CompletableFuture<List<Traffic.Accepted>> referring(int persons) {
        return CompletableFuture.supplyAsync(() -> traffic.refer(persons), watchers);
    }

    /**
     * Waits until nothing is lost, doubled or out of order about these any more, and notes how long that took.
     *
     * @param over done when nothing else breaks: what is killed every few seconds may not get through before, a list least of all
     */
    void settle(FaultTable table, String fault, List<Traffic.Accepted> referrals, Instant since, Future<?> over) {
        AtomicReference<Reconciliation.Gaps> last = new AtomicReference<>(Reconciliation.Gaps.UNKNOWN);
        try {
            await(fault).forever().pollInterval(Duration.ofSeconds(1)).ignoreExceptions().until(() -> over.isDone()
                    || deliveries.open(referrals) == 0 && reconciliation.gaps(referrals).none());
            await(fault).atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).ignoreExceptions().untilAsserted(() -> {
                resume();
                assertThat(deliveries.open(referrals)).as("messages on their way").isZero();
                last.set(reconciliation.gaps(referrals));
                assertThat(last.get().none()).as(() -> "seed " + SEED + ", " + last.get() + "\n" + deliveries.about(referrals)).isTrue();
            });
        } catch (ConditionTimeoutException e) {
            last.set(reconciliation.gaps(referrals));
            LOG.error("{}, not settled: {}\n{}", fault, last.get(), deliveries.about(referrals));
            throw e;
        } finally {
            table.row(fault, referrals.size(), last.get(), Duration.between(since, Instant.now()));
        }
    }

    /** As an administrator does who is told that the hub paused a partner, such as for a 401, and sees that it serves again. */
    private void resume() {
        deliveries.paused().forEach(partner -> admin.post("/v1/admin/partners/" + partner + "/resume",
                Map.of("reason", "The partner serves again")));
    }

    /** What was settled stays so, whatever happened afterwards. */
    void stillSettled(List<Traffic.Accepted> referrals) {
        Reconciliation.Gaps gaps = reconciliation.gaps(referrals);
        assertThat(gaps.none()).as(() -> "at the end, seed " + SEED + ", " + gaps + "\n" + deliveries.about(referrals)).isTrue();
    }

    /** No partner misbehaves any more. */
    void calm() {
        around.simulators().forEach(simulator -> simulator.faults().clear());
    }

    @Override
    public void close() throws IOException {
        watchers.shutdownNow();
        clerk.close();
        hub.close();
        around.close();
        broker.close();
        database.close();
    }
}
