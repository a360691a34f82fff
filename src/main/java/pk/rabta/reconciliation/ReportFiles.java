package pk.rabta.reconciliation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import pk.rabta.batch.file.Csv;

/** Tables as files that a spreadsheet opens; no cell of them is run as a formula. */
final class ReportFiles {

    /** By it Excel knows UTF-8. */
    private static final String MARK = "\uFEFF";

    private ReportFiles() {}

    static byte[] csv(List<Table> tables) {
        Table all = Table.joined(tables);
        StringBuilder text = new StringBuilder(MARK).append(Csv.write(all.columns()));
        all.rows().forEach(row -> text.append(Csv.write(all.columns().stream()
                .map(column -> row.getOrDefault(column, "").toString()).toList())));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A sheet for each table. */
    static byte[] xlsx(List<Table> tables) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Rabta", "1.0")) {
            for (Table table : tables) {
                sheet(book, table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A workbook could not be written in memory", e);
        }
        return out.toByteArray();
    }

    private static void sheet(Workbook book, Table table) throws IOException {
        try (Worksheet sheet = book.newWorksheet(table.name())) {
            sheet.freezePane(0, 1);
            for (int column = 0; column < table.columns().size(); column++) {
                String name = table.columns().get(column);
                sheet.value(0, column, name);
                sheet.style(0, column).bold().set();
                for (int row = 0; row < table.rows().size(); row++) {
                    Object cell = table.rows().get(row).get(name);
                    if (cell instanceof Number number) {
                        sheet.value(row + 1, column, number);
                    } else if (cell != null) {
                        sheet.value(row + 1, column, Csv.safe(cell.toString()));
                    }
                }
            }
        }
    }
}
