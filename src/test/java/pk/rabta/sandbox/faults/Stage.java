package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.SoftAssertions;
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
    /** How long the hub waits for a partner. */
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> PARTNERS = List.of("bisp", "pbm", "health-pb", "prosecution-kp", "registry", "wpu-kp",
            "zakat-pb");
    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

    final FaultPoints points;
    final StandaloneDatabase database;
    final StandaloneBroker broker;
    final SandboxEnvironment around;
    final HubProcess hub;
    final Traffic traffic;
    final Messages messages;
    final Reconciliation reconciliation;
    final Random random = new Random(SEED);
    final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();
    final HubClient admin;
    private final boolean agentComesLater;
    private final FaultTable table;
    private final Wrong wrong = new Wrong();
    private final Set<String> mayPause = ConcurrentHashMap.newKeySet();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /**
     * @param title  of its table: what breaks
     * @param broken what the hub's safety lacks on purpose, see the agent
     */
    Stage(String title, String... broken) throws Exception {
        this(title, false, broken);
    }

    /** For a hub that is killed again and again: it starts quickly, but its clock is the machine's. */
    static Stage ofKills(String title) throws Exception {
        return new Stage(title, true);
    }

    private Stage(String title, boolean agentComesLater, String... broken) throws Exception {
        this.agentComesLater = agentComesLater;
        LOG.info("{}: -Drabta.faults.seed={}", title, SEED);
        table = new FaultTable(title);
        points = new FaultPoints(title.replaceAll("\\W+", "-"));
        points.breakSafety(broken);
        try {
            database = opened(StandaloneDatabase.start());
            around = opened(SandboxEnvironment.start(Simulators.all()));
            broker = opened(StandaloneBroker.start(points.option()));
            hub = opened(HubProcess.start(Impatience.of(PARTNERS, Standalone.properties(around,
                    database.database(), broker)), List.of(agentComesLater ? "-XX:+EnableDynamicAgentLoading"
                    : points.option())));
            hubStarted();
            around.hubStarted(hub.url());
            around.simulator(HealthSimulator.class).desk().decide(Plan.DELIVER_SOME_IN_SILENCE, Duration.ofMillis(300));
            around.simulators().forEach(simulator -> simulator.faults().insist(Duration.ofSeconds(1)));
            admin = HubClient.of(around, hub.url(), "ADMIN");
            messages = new Messages(database.database());
            opened(new Clerk(around.simulator(ProsecutionSimulator.class)));
            traffic = new Traffic(around, hub.url(), random, wrong);
            reconciliation = new Reconciliation(around, traffic);
            learn();
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** After a kill. */
    void restartHub() {
        hub.restart();
        hubStarted();
    }

    private void hubStarted() {
        if (agentComesLater) {
            points.attach(hub.pid());
        }
    }

    /** What a referral to each programme becomes with no fault in its way. */
    private void learn() {
        Officer officer = officer(false);
        officer.begin();
        List<Traffic.Accepted> undisturbed = officer.referrals().join();
        await("undisturbed").atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(messages.open(undisturbed)).as(() -> messages.about(undisturbed)).isZero();
            String before = reconciliation.toString();
            reconciliation.learn(undisturbed);
            // What a partner's last answer brings about may follow it: learnt is what is the same a second later.
            assertThat(reconciliation.toString()).isEqualTo(before);
            assertThat(messages.open(undisturbed)).as(() -> messages.about(undisturbed)).isZero();
            assertThat(reconciliation.isPlausible() && reconciliation.gaps(undisturbed, false).none())
                    .as(() -> reconciliation + "\n" + reconciliation.gaps(undisturbed, false)
                            + messages.about(undisturbed)).isTrue();
        });
        LOG.info("{}", reconciliation);
    }

    /** Refers one group from when it is told to; {@code known} where the hub has looked these persons up before. */
    Officer officer(boolean known) {
        return new Officer(traffic, List.of(known ? traffic.known() : traffic.newcomers()), watchers);
    }

    /** A fault that was tried, and what was referred meanwhile. @param registry whether the registry was what was away */
    record Tried(String fault, boolean registry, List<Traffic.Accepted> referrals, Instant since) {}

    /**
     * Waits until nothing is lost, doubled or out of order about these any more, and notes how long that took.
     *
     * @param over done when nothing else breaks: what is killed every few seconds may not get through before, a list least of all
     */
    void settle(Tried tried, Future<?> over) {
        AtomicReference<Reconciliation.Gaps> last = new AtomicReference<>(Reconciliation.Gaps.UNKNOWN);
        List<Traffic.Accepted> referrals = tried.referrals();
        try {
            await(tried.fault()).forever().pollInterval(Duration.ofSeconds(1)).ignoreExceptions().until(() -> over.isDone()
                    || messages.open(referrals) == 0 && reconciliation.gaps(referrals, tried.registry()).none());
            await(tried.fault()).atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).ignoreExceptions().untilAsserted(() -> {
                resume(tried.fault());
                assertThat(messages.open(referrals)).as("messages on their way").isZero();
                last.set(reconciliation.gaps(referrals, tried.registry()));
                assertThat(last.get().none()).as(() -> "seed " + SEED + ", " + last.get() + "\n"
                        + messages.about(referrals)).isTrue();
            });
        } catch (ConditionTimeoutException e) {
            last.set(reconciliation.gaps(referrals, tried.registry()));
            LOG.error("{}, not settled: {}\n{}", tried.fault(), last.get(), messages.about(referrals));
            throw e;
        } finally {
            table.row(tried.fault(), referrals.size(), last.get(), Duration.between(tried.since(), Instant.now()));
        }
    }

    /** From now on the hub may pause a partner for this reason. */
    void mayPause(String reason) {
        mayPause.add(reason);
    }

    /**
     * As an administrator does who is told that the hub paused a partner and sees that it serves again. For most faults it
     * must not pause any: what passes by itself must not need anybody.
     */
    void resume(String fault) {
        messages.paused().forEach((partner, reason) -> {
            if (!mayPause.contains(reason)) {
                wrong.note("after \"" + fault + "\": " + partner + " paused, " + reason);
            }
            admin.post("/v1/admin/partners/" + partner + "/resume", Map.of("reason", "The partner serves again"));
        });
    }

    /** What was settled stays so, whatever happened afterwards; and nothing else is wrong with the hub. */
    void end(List<Traffic.Accepted> referrals, List<Traffic.Accepted> withRegistryAway) {
        SoftAssertions softly = new SoftAssertions();
        Reconciliation.Gaps gaps = reconciliation.gaps(referrals, false);
        softly.assertThat(gaps.none()).as(() -> "at the end, " + gaps + "\n" + messages.about(referrals)).isTrue();
        Reconciliation.Gaps more = reconciliation.gaps(withRegistryAway, true);
        softly.assertThat(more.none()).as(() -> "at the end, " + more + "\n" + messages.about(withRegistryAway)).isTrue();
        softly.assertThat(reconciliation.unaccepted()).as("effects at partners of what nobody was told of").isEmpty();
        softly.assertThat(messages.unaccepted(traffic.accepted())).as("referrals that nobody was told of").isEmpty();
        softly.assertThat(messages.twice()).as("persons twice in one programme").isZero();
        new OwnAccount(admin, PARTNERS).check(softly);
        softly.assertThat(wrong.all()).as("what the hub made good, and must not do").isEmpty();
        softly.assertAll();
    }

    /** No partner misbehaves any more. */
    void calm() {
        around.simulators().forEach(simulator -> simulator.faults().clear());
    }

    /** Tells what came of it and ends all that was begun; one that does not end leaves none of the others running. */
    @Override
    public void close() {
        table.write();
        watchers.shutdownNow();
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not end", part.getClass().getSimpleName(), e);
            }
        }
    }
}
