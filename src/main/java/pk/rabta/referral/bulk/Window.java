package pk.rabta.referral.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some lines that are read, taken and answered together. */
public final class Window {

    private final BulkCall call;
    private final List<BulkLine> lines;
    private final int width;

    Window(BulkCall call, List<BulkLine> lines, int width) {
        this.call = call;
        this.lines = lines;
        this.width = width;
    }

    BulkCall call() {
        return call;
    }

    /** All of them, in the order of the body. */
    List<BulkLine> lines() {
        return lines;
    }

    /**
     * Those that can be taken, shared out to a few lanes that run at once: what is about one person is in one lane, in its
     * order. A lane ends where the call is over.
     */
    public List<Iterable<BulkLine>> lanes() {
        Map<Object, List<BulkLine>> persons = new LinkedHashMap<>();
        lines.stream().filter(line -> line.problem() == null)
                .forEach(line -> persons.computeIfAbsent(line.person(), any -> new ArrayList<>()).add(line));
        List<List<BulkLine>> lanes = new ArrayList<>();
        for (int i = 0; i < Math.min(width, persons.size()); i++) {
            lanes.add(new ArrayList<>());
        }
        persons.values().stream().sorted(Comparator.comparingInt((List<BulkLine> own) -> own.size()).reversed())
                .forEach(own -> shortest(lanes).addAll(own));
        return lanes.stream().<Iterable<BulkLine>>map(lane -> () -> new UntilOver(lane.iterator(), call)).toList();
    }

    private static List<BulkLine> shortest(List<List<BulkLine>> lanes) {
        return lanes.stream().min(Comparator.comparingInt(List::size)).orElseThrow();
    }

    private record UntilOver(Iterator<BulkLine> lines, BulkCall call) implements Iterator<BulkLine> {

        @Override
        public boolean hasNext() {
            return lines.hasNext() && !call.over();
        }

        @Override
        public BulkLine next() {
            return lines.next();
        }
    }
}
