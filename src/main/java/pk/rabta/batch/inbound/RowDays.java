package pk.rabta.batch.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import pk.rabta.batch.layout.CellType;
import pk.rabta.batch.layout.Column;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.time.Pakistan;

/** Looks whether the days of a row can be meant: a cell that was read well may still hold a slip. */
final class RowDays {

    /** How many years a day may lie behind or ahead; 1900 and 9999 are what spreadsheets and old programs fill in. */
    private static final int YEARS_BEHIND = 20;
    private static final int YEARS_AHEAD = 5;

    private RowDays() {}

    static List<RowProblem> problems(JsonNode cells, InboundKind kind, Instant now) {
        return kind.columns().stream().filter(column -> column.type() == CellType.DATE
                || column.type() == CellType.PAST).filter(column -> cells.hasNonNull(column.name()))
                .flatMap(column -> problem(column, LocalDate.parse(cells.get(column.name()).asText()), now)).toList();
    }

    private static Stream<RowProblem> problem(Column column, LocalDate day, Instant now) {
        LocalDate today = Pakistan.day(now);
        if (day.isBefore(today.minusYears(YEARS_BEHIND)) || day.isAfter(today.plusYears(YEARS_AHEAD))) {
            return Stream.of(new RowProblem("row.date-far-off", column.name()));
        }
        return column.type() == CellType.PAST && Pakistan.isToCome(day, now)
                ? Stream.of(new RowProblem("row.date-to-come", column.name())) : Stream.empty();
    }
}
