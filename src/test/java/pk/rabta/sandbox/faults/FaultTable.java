package pk.rabta.sandbox.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each fault did, over all times it was tried: printed and added to {@code target/faults.md}. */
final class FaultTable {

    private static final Path FILE = Path.of("target/faults.md");
    private static final String HEAD = "| Fault | Tried | Referrals | Lost | Doubled | Out of order | Recovered after |";

    private final String title;
    private final Map<String, Row> rows = new TreeMap<>();

    FaultTable(String title) {
        this.title = title;
    }

    private record Row(int tried, int referrals, int lost, int doubled, int outOfOrder, Duration longest) {

        Row with(Row other) {
            return new Row(tried + other.tried, referrals + other.referrals, lost + other.lost, doubled + other.doubled,
                    outOfOrder + other.outOfOrder, longest.compareTo(other.longest) < 0 ? other.longest : longest);
        }
    }

    /** @param recovery from the fault until nothing was missing any more, or until nobody waited longer */
    synchronized void row(String fault, int referrals, Reconciliation.Gaps gaps, Duration recovery) {
        rows.merge(fault, new Row(1, referrals, gaps.lost().size(), gaps.doubled().size(), gaps.outOfOrder().size(), recovery),
                Row::with);
    }

    /** Nothing where no row came to its end. */
    synchronized void write() {
        if (rows.isEmpty()) {
            return;
        }
        String text = "\n" + title + ", seed " + Stage.SEED + "\n\n" + HEAD + "\n" + HEAD.replaceAll("[^|]+", "---") + "\n"
                + rows.entrySet().stream().map(FaultTable::line).collect(Collectors.joining());
        System.out.println(text);
        try {
            Files.writeString(FILE, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Map.Entry<String, Row> row) {
        Row of = row.getValue();
        return "| %s | %d | %d | %d | %d | %d | %.1f s |%n".formatted(row.getKey(), of.tried(), of.referrals(), of.lost(),
                of.doubled(), of.outOfOrder(), of.longest().toMillis() / 1000.0);
    }
}
