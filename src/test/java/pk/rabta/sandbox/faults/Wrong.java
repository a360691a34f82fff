package pk.rabta.sandbox.faults;

import java.util.Map;
import java.util.TreeMap;

/** What the hub did that it must not, though it made up for it later: counted, and told at the end. */
final class Wrong {

    private final Map<String, Integer> times = new TreeMap<>();

    /** @param what without ids, so that the same is counted as the same */
    synchronized void note(String what) {
        times.merge(what, 1, Integer::sum);
    }

    /** Each with how often. */
    synchronized Map<String, Integer> all() {
        return new TreeMap<>(times);
    }
}
