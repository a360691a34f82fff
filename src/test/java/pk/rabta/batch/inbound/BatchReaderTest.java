package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pk.rabta.batch.BatchFixtures.REF;
import static pk.rabta.batch.BatchFixtures.REF_2;
import static pk.rabta.batch.BatchFixtures.in;
import static pk.rabta.batch.BatchFixtures.istehqaq;
import static pk.rabta.batch.BatchFixtures.payments;
import static pk.rabta.batch.BatchFixtures.rows;
import static pk.rabta.batch.BatchFixtures.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.sandbox.zakat.ReturnFile;

/** Whole files, as they come from programs, from Excel and from broken lines. */
class BatchReaderTest {

    private static final String NAMES = "ref,cnic,lzc,certificate_no,issue_date,valid_to,decision,reason";
    private static final String REFUSED = REF + ",99999-0000012-2,LZC-0417,,20-03-2026,,REFUSED,QUOTA_FULL";

    private static ReturnFile decisions() {
        return new ReturnFile("istehqaq", "PK617", "2026-03-20")
                .row(REF, "9999900000122", "LZC-0417", "", "20-03-2026", "", "REFUSED", "RECEIVES_OTHER_PROGRAMME")
                .row(REF_2, "9999900000135", "LZC-0418", "ISQ-1", "20-03-2026", "19-09-2026", "GRANTED", "");
    }

    @Test
    void next_shouldReadRowsOfAFileWithTotals() throws IOException {
        List<Row> rows = rows(istehqaq(), false, decisions().bytes());
        assertThat(rows).hasSize(2).allMatch(row -> row.problems().isEmpty());
        assertThat(rows.get(1).document().at("/valid_to").asText()).isEqualTo("2026-09-19");
        assertThat(rows.get(1).line()).isEqualTo(3);
    }

    @Test
    void eventId_shouldDependOnContentOnly() throws IOException {
        Row framed = rows(istehqaq(), false, decisions().bytes()).getFirst();
        Row again = table(istehqaq(), "decision;ref;issue_date;lzc;cnic;reason",
                "refused;" + REF + ";2026-03-20; LZC-0417;99999-0000012-2;RECEIVES_OTHER_PROGRAMME").getFirst();
        assertThat(event(again)).isEqualTo(event(framed));
        Row changed = table(istehqaq(), NAMES, REFUSED).getFirst();
        assertThat(event(changed)).isNotEqualTo(event(framed));
    }

    private static String event(Row row) {
        return RowEvent.id("zakat-pb", istehqaq(), row.document());
    }

    @Test
    void next_shouldAcceptOtherLineEndsAndAByteOrderMark() throws IOException {
        String text = new String(decisions().bytes(), StandardCharsets.UTF_8);
        assertThat(rows(istehqaq(), false, in("UTF-8", "\uFEFF" + text.replace("\r\n", "\n")))).hasSize(2);
        assertThat(rows(istehqaq(), false, in("UTF-8", text.replace("\r\n", "\r")))).hasSize(2);
    }

    /** As a spreadsheet leaves it: every row as long as the longest. */
    @Test
    void next_shouldAcceptEmptyCellsAfterTheLast() throws IOException {
        String text = new String(decisions().bytes(), StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n");
        assertThat(rows(istehqaq(), false, in("UTF-8", text.substring(0, end) + ",,\"\"" + text.substring(end).stripTrailing()
                + ",,,,\r\n,,,,\r\n"))).hasSize(2);
    }

    @Test
    void next_shouldRefuseWrongTotals() {
        refused(decisions().bytesWithCount(3), "file.totals-count");
        refused(decisions().bytesWithChecksum("00ff"), "file.totals-checksum");
        String text = new String(decisions().bytes(), StandardCharsets.UTF_8);
        refused(in("UTF-8", text.replace("LZC-0418", "LZC-0419")), "file.totals-checksum");
        refused(in("UTF-8", text.substring(0, text.indexOf("\"T\""))), "file.trailer-missing");
        refused(in("UTF-8", text + "\"D\",\"" + REF + "\"\r\n"), "file.rows-after-end");
    }

    @Test
    void next_shouldRefuseWhatIsNoSuchFile() {
        refused(new byte[0], "file.empty");
        refused(in("UTF-8", "PK\u0003\u0004 workbook"), "file.workbook");
        refused(in("UTF-16", NAMES), "file.utf-16");
        refused(in("UTF-8", "ref\0cnic"), "file.binary");
        refused(in("UTF-8", "hello,world\n1,2\n"), "file.header-missing");
        refused(in("UTF-8", NAMES + "\n" + REFUSED + "\n"), "file.totals-missing");
        refused(in("UTF-8", "x".repeat(70_000)), "file.line-too-long");
        refused(in("UTF-8", ",".repeat(1_000)), "file.record-unreadable");
    }

    @Test
    void correction_shouldBeATableAndMayHaveOurColumns() throws IOException {
        assertThat(table(istehqaq(), NAMES + ",error_line,error_column,error_en,error_ur",
                REFUSED + ",4,cnic,\"a, b\",اردو")).singleElement().satisfies(row -> assertThat(row.problems())
                        .isEmpty());
        assertThatThrownBy(() -> table(istehqaq(), "ref,cnic,lzc,certificate_no,issue_date,valid_to,reason", REFUSED))
                .isInstanceOfSatisfying(FileProblem.Refused.class,
                        e -> assertThat(e.problem()).isEqualTo(FileProblem.of("file.columns-missing", 1, "decision")));
    }

    @Test
    void next_shouldSkipRepeatedHeadersAndEmptyRows() throws IOException {
        try (BatchReader reader = new BatchReader(istehqaq(), true, new ByteArrayInputStream(
                in("UTF-8", NAMES + "\n" + REFUSED + "\n,,,,,,,\n" + NAMES.toUpperCase() + "\n"
                        + REFUSED.replace("0417", "0500") + "\n")))) {
            assertThat(reader.next().number()).isEqualTo(1);
            assertThat(reader.next().number()).isEqualTo(2);
            assertThat(reader.next()).isNull();
            assertThat(reader.notes()).containsEntry("note.header-repeated", 1);
        }
    }

    /** Sheets put together, of offices that have their columns in another order; the mark of a sheet's start with them. */
    @Test
    void next_shouldReadByTheNamesAboveARow() throws IOException {
        String other = "\uFEFF\"sr_no\",\"reason\",Decision,valid to,issue_date,certificate_no,lzc,cnic,\"ref\",,";
        String row = "1,QUOTA_FULL,REFUSED,,20-03-2026,,LZC-0417,99999-0000012-2," + REF_2;
        List<Row> rows = table(istehqaq(), NAMES, REFUSED, other, row, other, row, NAMES + ",,", REFUSED, REFUSED + ",,x");
        assertThat(rows).extracting(found -> found.problems().isEmpty()).containsExactly(true, true, true, true, false);
        assertThat(rows).extracting(found -> found.document() == null ? "" : found.document().at("/ref").asText())
                .containsExactly(REF, REF_2, REF_2, REF, "");
        assertThat(event(rows.get(1))).isEqualTo(event(rows.get(2)));
        assertThatThrownBy(() -> table(istehqaq(), NAMES, REFUSED, NAMES.replace(",decision", ""), REFUSED))
                .isInstanceOfSatisfying(FileProblem.Refused.class,
                        e -> assertThat(e.problem()).isEqualTo(FileProblem.of("file.columns-missing", 3, "decision")));
    }

    @Test
    void next_shouldReadAFileWithTotalsByItsLastNames() throws IOException {
        ReturnFile file = new ReturnFile("payments", "PK617", "2026-04-02")
                .row(REF, "ISQ-1", "GUZARA", "2026-H1", "24000", "02-04-2026", "JAZZCASH", "T-1", "PAID")
                .raw("\"C\",ref,txn,head,period,amount_pkr,paid_on,channel,certificate_no,status")
                .row(REF, "T-1", "GUZARA", "2026-H1", "24000", "02-04-2026", "JAZZCASH", "ISQ-1", "PAID");
        List<Row> rows = rows(payments(), false, file.bytesWithCount(2));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).document()).isEqualTo(rows.get(0).document());
    }

    @Test
    void problems_shouldNameRowLineAndColumn() throws IOException {
        List<Row> rows = table(istehqaq(), NAMES,
                REF + ",9.9999E+12,LZC-0417,,20-03-2026,,REFUSED,QUOTA_FULL",
                ",99999-0000012-2,,,20-03-2026,,,QUOTA_FULL",
                REF + ",,LZC, with comma,,20-03-2026,,REFUSED,QUOTA_FULL",
                REF + ",,\"never closed,,20-03-2026,,REFUSED,QUOTA_FULL",
                REFUSED);
        assertThat(rows).extracting(Row::problems).containsExactly(
                List.of(new RowProblem("row.cnic-scientific", "cnic")),
                List.of(new RowProblem("row.value-missing", "ref"), new RowProblem("row.value-missing", "decision")),
                List.of(new RowProblem("row.value-missing", "decision"), RowProblem.of("row.too-many-cells")),
                List.of(RowProblem.of("row.quote-open")),
                List.of());
        assertThat(rows).extracting(Row::line).containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void quotesAstray_shouldCostNoRow() throws IOException {
        String pipe = REF + ",,5\" pipe,,20-03-2026,,REFUSED,QUOTA_FULL";
        assertThat(table(istehqaq(), NAMES, pipe, REFUSED, REFUSED, pipe, REFUSED)).hasSize(5)
                .allMatch(row -> row.problems().isEmpty());
    }

    @Test
    void quotesThatOpenInTwoRows_shouldJoinNothingOfThem() throws IOException {
        assertThat(table(istehqaq(), NAMES, REF + ",,\"ATC-II Lahore,,20-03-2026,,REFUSED,QUOTA_FULL",
                REF_2 + ",,\"ATC-II Lahore,,20-03-2026,,REFUSED,NOT_RESIDENT", REFUSED)).extracting(Row::problems)
                .containsExactly(List.of(RowProblem.of("row.quote-open")), List.of(RowProblem.of("row.quote-open")),
                        List.of());
        List<Row> rows = table(istehqaq(), NAMES, REF + ",,\"ATC-II Lahore,,20-03-2026,,REFUSED,QUOTA_FULL",
                REF_2 + ",,pipe of 5\",,20-03-2026,,REFUSED,NOT_RESIDENT");
        assertThat(rows.getFirst().problems()).containsExactly(RowProblem.of("row.quote-open"));
        assertThat(rows.get(1).document().at("/ref").asText()).isEqualTo(REF_2);
    }

    @Test
    void quotesAstray_shouldLeaveTheTotalsRight() throws IOException {
        ReturnFile file = new ReturnFile("istehqaq", "PK617", "2026-03-20");
        String open = "\"D\",\"" + REF + "\",\"\",\"LZC-0417,\"\",\"20-03-2026\",\"\",\"REFUSED\",\"QUOTA_FULL\"";
        file.raw(open).raw("\"D\"," + REFUSED.replace("LZC-0417", "5\" pipe")).raw(open);
        assertThat(rows(istehqaq(), false, file.bytes())).extracting(Row::problems).containsExactly(
                List.of(RowProblem.of("row.quote-open")), List.of(), List.of(RowProblem.of("row.quote-open")));
    }

    @Test
    void quotedCells_mayHoldCommasQuotesAndLineEnds() throws IOException {
        Row row = table(istehqaq(), NAMES, REF + ",,\"Ward \"\"B\"\",\nGulberg\",,,,REFUSED,QUOTA_FULL").getFirst();
        assertThat(row.document().at("/lzc").asText()).isEqualTo("Ward \"B\", Gulberg");
    }

    @Test
    void windows1256_shouldBeReadAndNoted() throws IOException {
        byte[] file = in("windows-1256", NAMES + "\n" + REF + ",,کميٹي گلبرگ,,,,REFUSED,QUOTA_FULL\n");
        try (BatchReader reader = new BatchReader(istehqaq(), true, new ByteArrayInputStream(file))) {
            assertThat(reader.next().document().at("/lzc").asText()).isEqualTo("کميٹي گلبرگ");
            assertThat(reader.notes()).containsEntry("note.windows-1256", 1);
        }
    }

    @Test
    void brokenUtf8_shouldRefuseTheRowOnly() throws IOException {
        byte[] file = in("UTF-8", NAMES + "\n"
                + REF + ",,کمیٹی گلبرگ,,,,REFUSED,QUOTA_FULL\n" + REFUSED + "\n");
        file[NAMES.length() + 1 + REF.length() + 2 + 3] = 'x';
        assertThat(rows(istehqaq(), true, file)).extracting(Row::problems)
                .containsExactly(List.of(RowProblem.of("row.encoding-damaged")), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"۲۴۰۰۰", "24,000", "Rs 24000/-"})
    void amounts_shouldBeReadInUrduAndWithSeparators(String amount) throws IOException {
        Row row = rows(payments(), false, new ReturnFile("payments", "PK617", "2026-04-02").row(REF, "ISQ-1",
                "GUZARA", "2026-H1",
                amount, "02-04-2026", "JAZZCASH", "T-1", "PAID").bytes()).getFirst();
        assertThat(row.document().at("/amount_pkr").asLong()).isEqualTo(24_000);
    }

    private static void refused(byte[] file, String code) {
        assertThatThrownBy(() -> rows(istehqaq(), false, file)).isInstanceOfSatisfying(FileProblem.Refused.class,
                e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
