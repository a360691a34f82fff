package pk.rabta.sandbox.faults;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Who refers some persons while something breaks, from the moment on at which that is wanted. */
final class Officer {

    private final Traffic traffic;
    private final List<Traffic.Group> groups;
    private final Executor thread;
    private final CompletableFuture<List<Traffic.Accepted>> referrals = new CompletableFuture<>();

    Officer(Traffic traffic, List<Traffic.Group> groups, Executor thread) {
        this.traffic = traffic;
        this.groups = groups;
        this.thread = thread;
    }

    /** Refers them from now on, whatever happens meanwhile. */
    void begin() {
        CompletableFuture.supplyAsync(() -> traffic.refer(groups), thread).whenComplete((accepted, problem) -> {
            if (problem == null) {
                referrals.complete(accepted);
            } else {
                referrals.completeExceptionally(problem);
            }
        });
    }

    /** What the hub accepted, when it has accepted all. */
    CompletableFuture<List<Traffic.Accepted>> referrals() {
        return referrals;
    }

    /** Whom it refers. */
    List<Traffic.Group> groups() {
        return groups;
    }
}
