package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.Simulator;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.spdci.HubDoor;
import pk.rabta.sandbox.wpu.WpuSimulator;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** Every partner at once misbehaves as partners do, or the registry; or the hub's clock is moved. */
final class PartnerFaults {

    private static final Random CHANCE = new Random(Stage.SEED);

    private final Stage stage;

    PartnerFaults(Stage stage) {
        this.stage = stage;
    }

    void addTo(Faulty faults) {
        faults.partners("connections refused", this::refuse)
                .partners("500 to everything", officer -> called(officer, 3, it -> it.storm(500, Faults.ALWAYS)))
                .partners("401 to everything", this::unauthorized)
                .partners("requests never answered", this::blackHole)
                .partners("half an answer, up to three times", officer -> answered(officer, it -> it.halfAnswer(3)))
                .partners("processed, answered with a page of HTML, up to twice", officer ->
                        answered(officer, it -> it.wrongType(2)))
                .partners("processed, connection cut before the answer, up to three times", officer ->
                        called(officer, 1, it -> it.cutAfterProcessing(3)))
                .partners("processed, then 504 of a gateway, up to three times", officer ->
                        called(officer, 1, it -> it.gateway(504, 3)))
                .partners("answers after 3 s", officer -> called(officer, 1, it -> it.delay(Duration.ofSeconds(3))))
                .partners("files of a partner hang, whose server answers", this::hang)
                .partners("every message ten times at once, of partners, the registry and officers", this::storm)
                .partners("messages of partners after the next ones", this::holdBack)
                .partners("every message of partners again, after newer ones", officer -> telling(officer, it ->
                        it.repeatLate(() -> Duration.ofMillis(CHANCE.nextInt(6000)))))
                .registry("registry: connections refused", this::registryAway)
                .fault("the hub's clock 40 s ahead, and back", () -> moveClock(Duration.ofSeconds(40)));
        if (Stage.ALL) {
            faults.fault("the hub's clock three minutes ahead, and back", () -> moveClock(Duration.ofMinutes(3)))
                    .partners("messages of partners three seconds late", officer -> telling(officer, it ->
                            it.answerLate(Duration.ofSeconds(3))))
                    .registry("registry: 500 to everything", officer ->
                            registry(officer, it -> it.storm(500, Faults.ALWAYS)))
                    .registry("registry: half an answer, three times", officer -> registry(officer, it -> it.halfAnswer(3)));
        }
    }

    /** Those that the hub calls by HTTP, which sees what its server does; lists by SFTP know only a server that is away. */
    private List<Simulator> called() {
        return partners().stream().filter(HttpSimulator.class::isInstance).toList();
    }

    private List<Simulator> partners() {
        return stage.around.simulators().stream().filter(it -> !(it instanceof RegistrySimulator)).toList();
    }

    /** Until so many requests to each partner that is called met the fault. */
    private void called(Officer officer, int times, Consumer<Faults> fault) {
        untilMet(called(), officer, times, fault);
        officer.referrals().join();
        stage.calm();
    }

    /** The same at those whose answer says more than that they have it. */
    private void answered(Officer officer, Consumer<Faults> fault) {
        untilMet(called().stream().filter(it -> !(it instanceof WpuSimulator)).toList(), officer, 1, fault);
        officer.referrals().join();
        stage.calm();
    }

    /** Until a message of each partner's own met the fault. */
    private void telling(Officer officer, Consumer<Faults> fault) {
        untilMet(partners(), officer, 1, fault);
        stage.calm();
    }

    private void untilMet(List<Simulator> those, Officer officer, int times, Consumer<Faults> fault) {
        List<Callable<Boolean>> met = those.stream().<Callable<Boolean>>map(it -> {
            int before = it.faults().met();
            return () -> it.faults().met() >= before + times;
        }).toList();
        those.forEach(it -> fault.accept(it.faults()));
        officer.begin();
        for (int i = 0; i < those.size(); i++) {
            await(those.get(i).partner() + " met it").atMost(Stage.LIMIT).until(met.get(i));
        }
    }

    /** Nobody at the partner sees who does not come in: the hub does. */
    private void refuse(Officer officer) {
        partners().forEach(it -> it.faults().refuse());
        Map<String, Long> before = stage.messages.failures();
        officer.begin();
        await("each was tried").atMost(Stage.LIMIT).untilAsserted(() -> {
            Map<String, Long> failures = stage.messages.failures();
            assertThat(partners()).allSatisfy(it -> assertThat(failures.getOrDefault(it.partner(), 0L)).as(it.partner())
                    .isGreaterThan(before.getOrDefault(it.partner(), 0L)));
        });
        stage.calm();
    }

    /** The partner's fault, not the message's: the hub pauses it, and a person lets it go on. */
    private void unauthorized(Officer officer) {
        stage.mayPause("http-401");
        stage.mayPause("token-refused");
        untilMet(called(), officer, 1, it -> it.storm(401, Faults.ALWAYS));
        await("paused").atMost(Stage.LIMIT).untilAsserted(() -> assertThat(stage.messages.paused()).containsKeys(
                called().stream().map(Simulator::partner).toArray(String[]::new)));
        stage.calm();
    }

    /** Longer than the hub waits for anybody. */
    private void blackHole(Officer officer) {
        Map<String, Long> before = stage.messages.failedAfter(Stage.PATIENCE);
        untilMet(called(), officer, 1, it -> it.blackHole(Faults.ALWAYS));
        await("each was given up").atMost(Stage.LIMIT).untilAsserted(() -> {
            Map<String, Long> after = stage.messages.failedAfter(Stage.PATIENCE);
            assertThat(called()).allSatisfy(it -> assertThat(after.getOrDefault(it.partner(), 0L)).as(it.partner())
                    .isGreaterThan(before.getOrDefault(it.partner(), 0L)));
        });
        stage.calm();
    }

    /** Logins are taken, and nothing about files is answered: the hub leaves by its own clock, and comes again. */
    private void hang(Officer officer) {
        ZakatCommittee committee = stage.around.simulator(ZakatCommittee.class);
        committee.server().hang();
        try {
            officer.begin();
            await("it was left").atMost(Stage.LIMIT).until(() ->
                    stage.messages.failures().getOrDefault(committee.partner(), 0L) > 2);
        } finally {
            committee.server().recover();
        }
        officer.referrals().join();
    }

    private void storm(Officer officer) {
        stage.traffic.sends(10);
        telling(officer, it -> it.answerAgain(10, Faults.ALWAYS));
        officer.referrals().join();
        stage.traffic.sends(1);
        notices(officer.groups().get(0).stays().id());
    }

    /** The registry tells the same of somebody ten times at once: each is taken. */
    private void notices(String person) {
        RegistrySimulator registry = stage.around.simulator(RegistrySimulator.class);
        ObjectNode notice = registry.event("FLAGS_CHANGED", person);
        List<Future<HubDoor.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            replies.add(stage.watchers.submit(() -> registry.tell(notice)));
        }
        assertThat(replies).allSatisfy(reply -> assertThat(reply(reply).status()).isLessThan(300));
    }

    private static HubDoor.Reply reply(Future<HubDoor.Reply> reply) throws InterruptedException {
        try {
            return reply.get();
        } catch (ExecutionException e) {
            throw new AssertionError("The hub did not answer", e);
        }
    }

    /** The first of each partner's, and others by chance. */
    private void holdBack(Officer officer) {
        telling(officer, it -> {
            AtomicInteger number = new AtomicInteger();
            it.holdBack(() -> number.getAndIncrement() == 0 || CHANCE.nextBoolean());
        });
    }

    /** Newcomers' referrals wait until the registry is back. */
    private void registryAway(Officer officer) {
        Faults registry = stage.around.simulator(RegistrySimulator.class).faults();
        registry.refuse();
        officer.begin();
        // Who stays, to each programme, and the witness.
        await("referrals wait").atMost(Stage.LIMIT).until(() -> stage.messages.waiting() > Traffic.PROGRAMMES.size());
        registry.clear();
    }

    private void registry(Officer officer, Consumer<Faults> fault) {
        untilMet(List.of(stage.around.simulator(RegistrySimulator.class)), officer, 3, fault);
        stage.calm();
    }

    /** Until something was sent by that clock. */
    private void moveClock(Duration ahead) {
        stage.points.clockAhead(ahead);
        long before = stage.messages.attempts();
        await("sent by that clock").atMost(Stage.LIMIT).until(() -> stage.messages.attempts() > before + 5);
        stage.points.clockAhead(Duration.ZERO);
    }
}
