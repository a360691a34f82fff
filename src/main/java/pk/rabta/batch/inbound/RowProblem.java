package pk.rabta.batch.inbound;

import org.jspecify.annotations.Nullable;

/**
 * Why a row is refused.
 *
 * @param code   a code of mappings/codes/batch-problem.yaml
 * @param column the column concerned, or null for the row
 */
public record RowProblem(String code, @Nullable String column) {

    public static RowProblem of(String code) {
        return new RowProblem(code, null);
    }
}
