package pk.rabta.invariant;

import java.time.Instant;
import java.util.List;

/** Something that is true of the hub at any time, whatever partners, brokers and networks do. */
public interface Invariant {

    /** So many violations are told of one; more say nothing new. */
    int MOST = 100;

    /** Its name in metrics, the API and the log: {@code due-goes-out}. */
    String name();

    /** What is true, in one sentence. */
    String meaning();

    /** What a person does when it is not. */
    String repair();

    /**
     * What is not as it should be, {@value #MOST} at most. Called every few seconds, on one node, one at a time: it must be
     * cheap however much waits, and may look at a part each time if it comes round.
     *
     * @param known objects of the violations that the last look found, on whichever node: whoever looks at a part looks at
     *              these again
     */
    List<Violation> violations(Instant now, List<String> known);
}
