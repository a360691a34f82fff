package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** For how long the same message has been the first that may go, for each line. Who stays first while others go out is stuck. */
final class FirstInLine {

    private record First(UUID id, Instant since) {}

    private Map<String, First> before = new HashMap<>();
    private Map<String, First> now = new HashMap<>();

    /** For how long it has been the first of that line in each look. */
    Duration standing(String line, UUID id, Instant at) {
        First last = before.get(line);
        First first = last != null && last.id().equals(id) && !last.since().isAfter(at) ? last : new First(id, at);
        now.put(line, first);
        return Duration.between(first.since(), at);
    }

    /** The look is over: what was not asked about in it is first no more. */
    void looked() {
        before = now;
        now = new HashMap<>();
    }
}
