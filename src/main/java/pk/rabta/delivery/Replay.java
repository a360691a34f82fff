package pk.rabta.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sends again what was parked, by a person's decision: same message id, attempts kept, built anew at its claim. */
@Component
public class Replay {

    private final Deliveries deliveries;
    private final Subjects subjects;

    Replay(Deliveries deliveries, Subjects subjects) {
        this.deliveries = deliveries;
        this.subjects = subjects;
    }

    /**
     * What became of it.
     *
     * @param state    before; only PARKED and IN_DOUBT are replayed
     * @param replayed whether it is due again
     */
    public record Result(Delivery delivery, DeliveryState state, boolean replayed) {}

    /** Makes a parked or doubtful message due, in the caller's transaction; empty where there is none of that id. */
    public Optional<Result> run(UUID id, Instant now) {
        Delivery seen = deliveries.find(id).orElse(null);
        if (seen == null) {
            return Optional.empty();
        }
        subjects.of(seen.kind()).lock(seen);
        Delivery delivery = deliveries.lock(id).orElseThrow();
        boolean stopped = delivery.state() == DeliveryState.PARKED || delivery.state() == DeliveryState.IN_DOUBT;
        if (stopped) {
            deliveries.release(id, now);
        }
        return Optional.of(new Result(delivery, delivery.state(), stopped));
    }
}
