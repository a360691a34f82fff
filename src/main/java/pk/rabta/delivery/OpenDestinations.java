package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Destinations.Circuit;
import pk.rabta.invariant.Violation;

/** Which destinations something may leave for, and how soon the first in a line there must move. */
@Component
public class OpenDestinations {

    private static final Duration BOUND = Duration.ofMinutes(5);
    /** Of a slow partner the first may wait for so many turns of its rate. */
    private static final double TURNS = 3;

    private final Destinations destinations;
    private final SendingRules rules;

    OpenDestinations(Destinations destinations, SendingRules rules) {
        this.destinations = destinations;
        this.rules = rules;
    }

    /** Neither paused, nor left alone, nor out of its hours. */
    public boolean open(String destination, Instant now) {
        Destinations.State state = destinations.get(destination);
        return !state.paused() && state.circuit(now) != Circuit.OPEN && rules.of(destination).opens(now);
    }

    /** Whether messages leave as they come, or would if it answered: not paused, within its hours, and not in lists. */
    public boolean asTheyCome(String destination, Instant now) {
        return !destinations.get(destination).paused() && rules.of(destination).opens(now) && !rules.inLists(destination);
    }

    /** That its line stands. Which message stands first is not told; of witnesses not even that one waits. */
    public Violation violation(String destination, String found) {
        return new Violation(destination, found, rules.ofWitnesses(destination));
    }

    Duration bound(String destination) {
        Duration turns = Duration.ofMillis((long) (TURNS * 1000 / rules.of(destination).rate().perSecond()));
        return turns.compareTo(BOUND) > 0 ? turns : BOUND;
    }
}
