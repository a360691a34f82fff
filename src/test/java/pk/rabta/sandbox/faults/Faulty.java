package pk.rabta.sandbox.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets faults happen on a stage, one after the other in an order by chance, while officers refer. */
final class Faulty {

    private static final Logger LOG = LoggerFactory.getLogger(Faulty.class);

    private final Stage stage;
    private final List<Named> faults = new ArrayList<>();

    Faulty(Stage stage) {
        this.stage = stage;
    }

    /** Something that breaks, and is mended before it returns. */
    @FunctionalInterface
    interface Fault {

        /** @param officer who begins when the fault lets them */
        void happens(Officer officer) throws Exception;
    }

    /** @param registry whether it is the registry that is away, so that somebody new may be about nobody */
    private record Named(String name, boolean known, boolean registry, Fault fault) {}

    /** Breaks while persons are referred whom the hub does not know; one that every build tries. */
    Faulty fault(String name, Runnable fault) {
        return add(new Named(name, false, false, officer -> {
            officer.begin();
            fault.run();
        }));
    }

    /** Breaks at partners while persons are referred whom the hub knows, and who thus meet it there. */
    Faulty partners(String name, Fault fault) {
        return add(new Named(name, true, false, fault));
    }

    /** Breaks at the registry while newcomers are referred. */
    Faulty registry(String name, Fault fault) {
        return add(new Named(name, false, true, fault));
    }

    private Faulty add(Named fault) {
        faults.add(fault);
        return this;
    }

    /** Each once at least, and so long as the soak lasts; what follows of one is looked at while the next happen. */
    void run() throws Exception {
        List<Traffic.Accepted> all = Collections.synchronizedList(new ArrayList<>());
        List<Traffic.Accepted> nobody = Collections.synchronizedList(new ArrayList<>());
        Instant end = Instant.now().plus(Stage.SOAK);
        do {
            round(all, nobody);
        } while (Instant.now().isBefore(end));
        stage.end(List.copyOf(all), List.copyOf(nobody));
    }

    private void round(List<Traffic.Accepted> all, List<Traffic.Accepted> nobody) throws Exception {
        List<CompletableFuture<Void>> settled = new ArrayList<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        Collections.shuffle(faults, stage.random);
        try {
            for (Named one : faults) {
                Officer officer = stage.officer(one.known());
                Instant since = Instant.now();
                LOG.info("{}: begins", one.name());
                one.fault().happens(officer);
                LOG.info("{}: over", one.name());
                stage.resume(one.name());
                settled.add(officer.referrals().thenAcceptAsync(referrals -> {
                    (one.registry() ? nobody : all).addAll(referrals);
                    stage.settle(new Stage.Tried(one.name(), one.registry(), referrals, since), over);
                }, stage.watchers));
            }
        } finally {
            over.complete(null);
        }
        CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new)).join();
    }
}
