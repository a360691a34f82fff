package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a cell, a spreadsheet shows it and runs nothing; Urdu arrives as Urdu. */
class ReportFilesTest {

    private static List<Table> with(String cell) {
        return List.of(new Table("gaps", List.of("kind", "message", "age_days"),
                List.of(Table.row("kind", "unknown", "message", cell, "age_days", 3L))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://evil\")", "+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\uFF1D1", "\r=1"})
    void noCellIsAFormula(String cell) throws IOException {
        for (Opened opened : List.of(Opened.csv(ReportFiles.csv(with(cell))), Opened.xlsx(ReportFiles.xlsx(with(cell))))) {
            assertThat(opened.section("gaps")).singleElement().satisfies(row -> assertThat(row.get("message")).startsWith("'"));
        }
    }

    @Test
    void textsComeBackAsTheyWereAndNumbersAsNumbers() throws IOException {
        String text = "ادارے سے پوچھیں, \"so\"";
        for (Opened opened : List.of(Opened.csv(ReportFiles.csv(with(text))), Opened.xlsx(ReportFiles.xlsx(with(text))))) {
            assertThat(opened.section("gaps")).containsExactly(Map.of("kind", "unknown", "message", text, "age_days", "3"));
        }
    }

    /** One table, so that a filter of the first column shows a section. */
    @Test
    void theTablesOfACsvAreOneWithAllTheirColumns() {
        byte[] bytes = ReportFiles.csv(List.of(new Table("days", List.of("day"), List.of(Table.row("day", "2026-03-05"))),
                new Table("gaps", List.of("kind"), List.of(Table.row("kind", "unsent")))));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("\uFEFF\"section\",\"day\",\"kind\"\r\n"
                + "\"days\",\"2026-03-05\",\"\"\r\n\"gaps\",\"\",\"unsent\"\r\n");
    }

    /** What XML cannot hold would make a workbook that nobody can open. */
    @Test
    void controlCharactersBreakNoWorkbook() throws IOException {
        assertThat(Opened.xlsx(ReportFiles.xlsx(with("a\u0001b\u0000c"))).section("gaps")).singleElement()
                .satisfies(row -> assertThat(row.get("message")).isEqualTo("a b c"));
    }
}
