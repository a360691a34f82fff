package pk.rabta.sandbox.faults;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.time.Pakistan;

/** Tells the hub of one hearing for each case that was linked, as the prosecution's own people would. */
final class Clerk implements AutoCloseable {

    private final ProsecutionSimulator prosecution;
    private final Set<String> told = new HashSet<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clerk").factory());

    Clerk(ProsecutionSimulator prosecution) {
        this.prosecution = prosecution;
        looks.scheduleWithFixedDelay(this::look, 200, 200, TimeUnit.MILLISECONDS);
    }

    private void look() {
        prosecution.ledger().entries().stream()
                .filter(entry -> entry.kind().equals("link") && entry.effect() == Ledger.Effect.APPLIED)
                .filter(entry -> told.add(entry.reference())).forEach(entry -> prosecution.notify(entry.reference(),
                        "HEARING", LocalDate.now(Pakistan.ZONE).plusDays(9).toString()));
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
