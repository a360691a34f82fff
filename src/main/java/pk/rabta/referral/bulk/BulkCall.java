package pk.rabta.referral.bulk;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Lines;
import pk.rabta.api.Problem;
import pk.rabta.api.ProblemType;

/** One call: its lines by windows, each of which is answered before the next is read, so that memory does not grow. */
public final class BulkCall implements Iterator<Window> {

    private static final int MOST_LINES = 64;
    private static final int MOST_BYTES = 1024 * 1024;
    /** Lines in a row that were refused as not to be taken at the moment: the next ones would fare no better. */
    private static final int FAULTS = 8;
    private static final int FAULT = 500;
    /** Lines about persons whom the registry does not know: ids could be tried out by the file otherwise. */
    private static final int STRANGERS = 500;
    private static final String STRANGER = "unknown-person";

    private final ApiRequest request;
    private final Lines lines;
    private final int lanes;
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private Lines.@Nullable Line ahead;

    /** How many lines were accepted, were accepted before, and were refused. */
    record Totals(int accepted, int repeated, int refused) {

        int lines() {
            return accepted + repeated + refused;
        }

        Totals plus(Totals more) {
            return new Totals(accepted + more.accepted, repeated + more.repeated, refused + more.refused);
        }
    }

    private Totals totals = new Totals(0, 0, 0);

    BulkCall(ApiRequest request, Lines lines, int lanes) {
        this.request = request;
        this.lines = lines;
        this.lanes = lanes;
    }

    ApiRequest request() {
        return request;
    }

    boolean over() {
        return lines.over();
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !over()) {
            ahead = lines.next();
        }
        return ahead != null && !over();
    }

    /** An empty one where the call is over since {@link #hasNext} was asked. */
    @Override
    public Window next() {
        if (!hasNext() && !over()) {
            throw new NoSuchElementException();
        }
        List<BulkLine> taken = new ArrayList<>();
        int bytes = 0;
        while (taken.size() < MOST_LINES && bytes < MOST_BYTES && hasNext()) {
            Lines.Line line = ahead;
            ahead = null;
            if (line != null) {
                bytes += line.bytes() == null ? 0 : line.bytes().length;
                taken.add(LineParser.parse(this, line));
            }
        }
        return new Window(this, taken, lanes);
    }

    void accepted() {
        faults.set(0);
    }

    /**
     * What a line was refused with. After some in a row that the hub could not take at the moment no more are begun; those are
     * told, so that a caller learns which. A fault that is no matter of time is about its line, and says nothing of others.
     */
    void refused(Problem why) {
        int status = why.type().status();
        if (status < FAULT) {
            faults.set(0);
        } else if (status == ProblemType.UNAVAILABLE.status() && faults.incrementAndGet() >= FAULTS) {
            lines.end();
        }
        if (why.violations().stream().anyMatch(one -> one.code().equals(STRANGER))
                && strangers.incrementAndGet() >= STRANGERS) {
            lines.end();
        }
    }

    void count(Totals more) {
        totals = totals.plus(more);
    }

    Totals totals() {
        return totals;
    }
}
