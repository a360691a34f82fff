package pk.rabta.batch.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file, read.
 *
 * @param number   its place among the rows, from 1
 * @param line     the line on which it starts
 * @param cells    its cells as they came, in the order of the file's columns
 * @param problems why it cannot be used; empty if it can
 * @param document what its mapping gets, its cells by column, or null if there are problems
 */
public record Row(int number, int line, List<String> cells, List<RowProblem> problems, @Nullable ObjectNode document) {

    /** A row that cannot be used as a whole. */
    static Row refused(int number, int line, List<String> cells, String code) {
        return new Row(number, line, cells, List.of(RowProblem.of(code)), null);
    }
}
