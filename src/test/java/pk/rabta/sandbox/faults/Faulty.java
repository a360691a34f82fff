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
    private final FaultTable table;
    private final List<Named> faults = new ArrayList<>();

    Faulty(Stage stage, FaultTable table) {
        this.stage = stage;
        this.table = table;
    }

    /** Something that breaks, and is mended before it returns. */
    @FunctionalInterface
    interface Fault {
        void happens() throws Exception;
    }

    private record Named(String name, int persons, Fault fault) {}

    /** One that every build tries. */
    Faulty fault(String name, int persons, Fault fault) {
        faults.add(new Named(name, persons, fault));
        return this;
    }

    /** One that only the profile {@code faults} tries. */
    Faulty more(String name, int persons, Fault fault) {
        return Stage.ALL ? fault(name, persons, fault) : this;
    }

    /** Each once at least, and so long as the soak lasts; what follows of one is looked at while the next happen. */
    void run() throws Exception {
        List<Traffic.Accepted> all = Collections.synchronizedList(new ArrayList<>());
        Instant end = Instant.now().plus(Stage.SOAK);
        do {
            round(all);
        } while (Instant.now().isBefore(end));
        stage.stillSettled(List.copyOf(all));
    }

    private void round(List<Traffic.Accepted> all) throws Exception {
        List<CompletableFuture<Void>> settled = new ArrayList<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        Collections.shuffle(faults, stage.random);
        try {
            for (Named one : faults) {
                Instant since = Instant.now();
                CompletableFuture<List<Traffic.Accepted>> officer = stage.referring(one.persons());
                one.fault().happens();
                LOG.info("{}: over", one.name());
                settled.add(officer.thenAcceptAsync(referrals -> {
                    all.addAll(referrals);
                    stage.settle(table, one.name(), referrals, since, over);
                }, stage.watchers));
            }
        } finally {
            over.complete(null);
        }
        CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new)).join();
    }
}
