package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** For how long the same message has been the first that may go, for each line. Who stays first while others go out is stuck. */
public final class FirstInLine {

    private record Place(String line, UUID id) {}

    private record Stay(Instant since, Instant seen) {}

    private final Duration absence;
    private final Map<Place, Stay> stays = new HashMap<>();

    /** @param absence who is first again after so long at most has been first all the time */
    public FirstInLine(Duration absence) {
        this.absence = absence;
    }

    /** For how long it has been the first of that line. */
    public Duration standing(String line, UUID id, Instant at) {
        Stay last = stays.get(new Place(line, id));
        // A clock that was set back begins anew.
        Stay stay = last == null || last.since().isAfter(at) ? new Stay(at, at) : new Stay(last.since(), at);
        stays.put(new Place(line, id), stay);
        return Duration.between(stay.since(), at);
    }

    /** The look is over: who was not asked about for too long is first no more. */
    public void looked(Instant at) {
        stays.values().removeIf(stay -> stay.seen().isBefore(at.minus(absence)) || stay.seen().isAfter(at));
    }
}
