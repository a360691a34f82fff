package pk.rabta.batch.inbound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import pk.rabta.batch.layout.CellType;
import pk.rabta.batch.layout.Cells;
import pk.rabta.batch.layout.Column;
import pk.rabta.batch.layout.InboundKind;

/** Makes the document of a row from its cells. */
final class RowBuilder {

    private final InboundKind kind;

    RowBuilder(InboundKind kind) {
        this.kind = kind;
    }

    /**
     * Whether cells begin a row: what it is about can be read. Any words are text; so if there is nothing but text in the
     * kind's key, it takes as many cells as a row has.
     */
    boolean begins(List<String> cells, Header header, boolean full) {
        boolean told = full;
        for (Column column : kind.columns()) {
            if (kind.key().contains(column.name())) {
                String text = header.cell(cells, column.name());
                if (text.isEmpty() || Cells.read(column.type(), text, kind.dates()) instanceof Cells.Cell.Wrong) {
                    return false;
                }
                told |= column.type() != CellType.TEXT && column.type() != CellType.CODE;
            }
        }
        return told;
    }

    Row build(int number, int line, List<String> cells, Header header) {
        List<RowProblem> problems = new ArrayList<>();
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        for (Column column : kind.columns()) {
            String text = header.cell(cells, column.name());
            if (text.isEmpty()) {
                if (column.required()) {
                    problems.add(new RowProblem("row.value-missing", column.name()));
                }
                continue;
            }
            switch (Cells.read(column.type(), text, kind.dates())) {
                case Cells.Cell.Value value -> read.set(column.name(), value.value());
                case Cells.Cell.Wrong wrong -> problems.add(new RowProblem(wrong.code(), column.name()));
            }
        }
        if (header.surplus(cells)) {
            problems.add(RowProblem.of("row.too-many-cells"));
        }
        return problems.isEmpty() ? new Row(number, line, cells, problems, read) : new Row(number, line, cells, problems, null);
    }
}
