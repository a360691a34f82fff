package pk.rabta.reconciliation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows for a clerk: cells are texts or whole numbers. */
record Table(String name, List<String> columns, List<Map<String, Object>> rows) {

    /** A row by column; what is not there is left out. */
    static Map<String, Object> row(@Nullable Object... columnsAndCells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndCells.length; i += 2) {
            Object cell = columnsAndCells[i + 1];
            if (cell != null) {
                row.put(String.valueOf(columnsAndCells[i]), cell);
            }
        }
        return row;
    }

    /** All tables as one, with the table's name in the first column: for a form that knows one table only. */
    static Table joined(List<Table> tables) {
        List<String> columns = new ArrayList<>(List.of("section"));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Table table : tables) {
            table.columns.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
            table.rows.forEach(row -> {
                Map<String, Object> longer = row("section", table.name);
                longer.putAll(row);
                rows.add(longer);
            });
        }
        return new Table("all", columns, rows);
    }
}
