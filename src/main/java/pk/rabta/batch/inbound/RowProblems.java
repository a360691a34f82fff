package pk.rabta.batch.inbound;

import java.util.List;
import pk.rabta.batch.layout.CellType;
import pk.rabta.batch.layout.Column;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.mapping.MappingException;
import pk.rabta.mapping.Violation;

/** Turns a mapping's refusal into reasons that name columns. */
final class RowProblems {

    private RowProblems() {}

    static List<RowProblem> of(MappingException refusal, InboundKind kind) {
        return refusal.violations().stream().map(violation -> problem(violation, kind)).distinct().toList();
    }

    private static RowProblem problem(Violation violation, InboundKind kind) {
        Column named = kind.columns().stream().filter(column -> violation.where().equals("/" + column.name()))
                .findFirst().orElse(null);
        if (named != null) {
            return new RowProblem(named.type() == CellType.CODE ? "row.code-unknown" : "row.value-refused",
                    named.name());
        }
        // A missing member is reported at its parent, with its name in quotes.
        return kind.columns().stream().filter(column -> violation.what().contains("'" + column.name() + "'"))
                .findFirst()
                .map(column -> new RowProblem("row.value-missing", column.name()))
                .orElseGet(() -> RowProblem.of("row.rule-broken"));
    }
}
