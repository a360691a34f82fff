package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pk.rabta.batch.BatchFixtures.REF;
import static pk.rabta.batch.BatchFixtures.TEXTS;
import static pk.rabta.batch.BatchFixtures.istehqaq;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.file.Csv;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.batch.inbound.Header;
import pk.rabta.batch.inbound.Row;
import pk.rabta.batch.inbound.RowProblem;
import pk.rabta.batch.outbound.ListWriter;
import pk.rabta.batch.receipt.Receipt;
import pk.rabta.batch.receipt.RowErrorWriter;

/** What goes out can be read back, opened in Excel, and runs nothing there. */
class WritersTest {

    @Test
    void list_shouldCarryTotalsThatItsReaderFinds() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListWriter list = new ListWriter(out, List.of("RABTA", "ZKT-PB", "PK617", "2026-03-01"), 1);
        list.row(List.of(REF, "", "LZC-0417", "", "20-03-2026", "", "REFUSED", "QUOTA_FULL"));
        list.finish();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\uFEFF\"H\",\"RABTA\",\"ZKT-PB\",\"PK617\",\"2026-03-01\",\"1\"\r\n\"D\",");
        assertThat(BatchFixtures.rows(istehqaq(), false, out.toByteArray())).singleElement()
                .satisfies(row -> assertThat(row.problems()).isEmpty());
    }

    @Test
    void list_shouldNotEndWithAnotherNumberOfRows() throws IOException {
        ListWriter list = new ListWriter(new ByteArrayOutputStream(), List.of("RABTA"), 2);
        assertThatThrownBy(list::finish).hasMessageContaining("announced 2 rows and got 0");
    }

    @Test
    void cells_shouldNotRunAsFormulas() {
        assertThat(Csv.write(List.of("=HYPERLINK(\"x\")", "+92300", "-1", "@x", " =1", "\t=1", "a\r\nb\u202Ec",
                "say \"no\"")))
                .isEqualTo(
                        "\"'=HYPERLINK(\"\"x\"\")\",\"'+92300\",\"'-1\",\"'@x\",\"' =1\",\"' =1\",\"a b c\",\"say \"\"no\"\"\"\r\n");
    }

    @Test
    void rowErrors_shouldComeBackAsACorrection() throws IOException {
        List<Row> bad = BatchFixtures.table(istehqaq(), "ref,cnic,decision,reason,remarks", REF
                + ",9.9999E+12,REFUSED,QUOTA_FULL,=cmd()");
        String text = errors(bad, List.of("ref", "cnic", "decision", "reason", "remarks"));
        assertThat(text).startsWith("\uFEFF\"ref\",").contains("\"9.9999E+12\"", "\"'=cmd()\"",
                "format the column as text", "ایکسل نے");
        byte[] corrected = text.replace("9.9999E+12\"", "99999-0000012-2\"").getBytes(StandardCharsets.UTF_8);
        assertThat(BatchFixtures.rows(istehqaq(), true, corrected)).singleElement().satisfies(row -> {
            assertThat(row.problems()).isEmpty();
            assertThat(row.document().at("/cnic").asText()).isEqualTo("9999900000122");
        });
    }

    /** Nothing of a row is cut off, corrected or not; where cells are put together the others stand right again. */
    @Test
    void rowErrors_shouldKeepWhatIsBeyondTheColumns() throws IOException {
        List<String> columns = List.of("ref", "lzc", "issue_date", "decision", "reason");
        String bad = errors(BatchFixtures.table(istehqaq(), String.join(",", columns),
                REF + ",Ward 4, Gulberg,20-03-2026,REFUSED,QUOTA_FULL,,"), columns);
        assertThat(bad).contains("\"Ward 4\",\"Gulberg\",\"20-03-2026\",\"REFUSED\",\"QUOTA_FULL\",\"2\",\"");
        List<Row> uncorrected = BatchFixtures.rows(istehqaq(), true, bad.getBytes(StandardCharsets.UTF_8));
        assertThat(uncorrected.getFirst().problems()).contains(RowProblem.of("row.too-many-cells"));
        String second = errors(uncorrected, Stream.concat(columns.stream(), Header.ERROR_COLUMNS.stream()).toList());
        assertThat(second).contains("\"Gulberg\",\"20-03-2026\",\"REFUSED\",\"QUOTA_FULL\",\"2\",\"");
        for (String round : List.of(bad, second)) {
            String mended = round.replace("\"Ward 4\",\"Gulberg\"", "\"Ward 4, Gulberg\"");
            assertThat(BatchFixtures.rows(istehqaq(), true, mended.getBytes(StandardCharsets.UTF_8))).singleElement()
                    .satisfies(row -> assertThat(row.problems()).isEmpty());
        }
    }

    @Test
    void rowErrors_shouldNameTheColumnsOfEachSheet() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowErrorWriter writer = new RowErrorWriter(out, TEXTS);
        List<RowProblem> problems = List.of(RowProblem.of("row.reference-unknown"));
        writer.row(List.of("ref", "decision", "reason"), List.of(REF, "REFUSED", "QUOTA_FULL"), 2, problems);
        writer.row(List.of("ref", "decision", "reason"), List.of(REF, "REFUSED"), 3, problems);
        writer.row(List.of("decision", "error_line", "reason", "ref"), List.of("REFUSED", "9", "NOT_RESIDENT", REF), 5,
                problems);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(5);
        assertThat(BatchFixtures.rows(istehqaq(), true, out.toByteArray()))
                .extracting(row -> row.document().at("/ref").asText()).containsExactly(REF, REF, REF);
    }

    private static String errors(List<Row> rows, List<String> columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowErrorWriter writer = new RowErrorWriter(out, TEXTS);
        for (Row row : rows) {
            writer.row(columns, row.cells(), row.line(), row.problems());
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void receipt_shouldSayWhatBecameOfTheFile() {
        String receipt = new String(new Receipt("A.csv", Instant.parse("2026-03-21T05:00:00Z"), "ab",
                Receipt.Result.REFUSED, 3, 0, 0, 0,
                FileProblem.of("file.totals-count", 5, "rows 3", "last record 2"), Map.of("note.windows-1256", 1), null)
                .write(TEXTS), StandardCharsets.UTF_8);
        assertThat(receipt).contains("\"result\",\"REFUSED\",\"The file was refused whole; nothing was changed\"",
                "\"file.totals-count\",\"line 5; rows 3; last record 2\"", "\"note.windows-1256\",\"1\"");
    }

    @Test
    void texts_shouldExistForEveryCodeThatTheCodeUses() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java/pk/rabta/batch"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> assertThat(codes(file))
                    .as(file.toString())
                    .allSatisfy(code -> assertThat(BatchFixtures.CODES.codes("batch-problem")).containsKey(code)));
        }
    }

    private static List<String> codes(Path file) {
        try {
            return Pattern.compile("\"((?:file|row|note)\\.[a-z0-9-]+)\"")
                    .matcher(Files.readString(file))
                    .results().map(match -> match.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
