package pk.rabta.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * One partner's reconciliation at one moment.
 *
 * @param days  every day of the period
 * @param files files of the period, oldest first
 * @param gaps  what lacks its other half
 */
record Report(String partner, Period period, Instant madeAt, SortedMap<LocalDate, Day> days, List<FileTotals> files,
              Gaps.Found gaps) {

    /** The numbers of all days. */
    Day totals() {
        return days.values().stream().reduce(Day.NONE, Day::plus);
    }

    /** Whether all gaps and files are listed, and not only counted. */
    boolean complete() {
        return gaps.all() && files.size() < FileRows.MOST;
    }
}
