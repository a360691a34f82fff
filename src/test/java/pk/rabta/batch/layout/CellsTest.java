package pk.rabta.batch.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.batch.layout.Cells.Cell;

/** What clerks and spreadsheets make of cells. */
class CellsTest {

    private static final List<DateTimeFormatter> DATES = List.of("uuuu-MM-dd", "dd-MM-uuuu").stream()
            .map(p -> DateTimeFormatter.ofPattern(p).withResolverStyle(ResolverStyle.STRICT)).toList();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "CNIC | 9999900000122 | 9999900000122",
            "CNIC | 99999-0000012-2 | 9999900000122",
            "CNIC | 99999 0000012–2 | 9999900000122",
            "CNIC | '9999900000122 | 9999900000122",
            "CNIC | =\"9999900000122\" | 9999900000122",
            "CNIC | 9999900000122.00 | 9999900000122",
            "CNIC | ۹۹۹۹۹۰۰۰۰۰۱۲۲ | 9999900000122",
            "CNIC | \u202A9999900000122\u202C | 9999900000122",
            "TEXT | Ward\u202E 3\u2066\u2069 | Ward 3",
            "TEXT | \u200Fگلبرگ\u061C\uFEFF | گلبرگ",
            "AMOUNT | 24000 | 24000",
            "AMOUNT | ۲۴۰۰۰ | 24000",
            "AMOUNT | ٢٤٬٠٠٠ | 24000",
            "AMOUNT | Rs. 24,000/- | 24000",
            "AMOUNT | 24000.00 | 24000",
            "AMOUNT | 1,50,000 روپے | 150000",
            "DATE | 20-03-2026 | 2026-03-20",
            "DATE | ۲۰-۰۳-۲۰۲۶ | 2026-03-20",
            "CODE | receives other-programme | RECEIVES_OTHER_PROGRAMME",
            "REFERRAL | ref-7spe swgp x53g vyts yg98 jtw5 yr5 | REF-7SPESWGPX53GVYTSYG98JTW5YR5"})
    void read_shouldUnderstand(CellType type, String raw, String expected) {
        assertThat(Cells.read(type, Cells.clean(raw), DATES)).isInstanceOfSatisfying(Cell.Value.class,
                cell -> assertThat(cell.value().asText()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "CNIC | 9.9999E+12 | row.cnic-scientific",
            "CNIC | 9,99990E+12 | row.cnic-scientific",
            "CNIC | 9999900000000 | row.cnic-rounded",
            "CNIC | 999990000012 | row.cnic-length",
            "CNIC | 99999000001222 | row.cnic-length",
            "CNIC | 0999900000122 | row.cnic-invalid",
            "CNIC | 99999x0000122 | row.cnic-invalid",
            "CNIC | #REF! | row.spreadsheet-error",
            "CNIC | ############ | row.spreadsheet-error",
            "AMOUNT | 24000.50 | row.amount-not-whole",
            "AMOUNT | 2.4E+04 | row.amount-invalid",
            "AMOUNT | -24000 | row.amount-invalid",
            "AMOUNT | five lakh | row.amount-invalid",
            "AMOUNT | 99999999999999 | row.amount-invalid",
            "DATE | 03/04/2026 | row.date-invalid",
            "DATE | 31-02-2026 | row.date-invalid",
            "DATE | 46101 | row.date-serial",
            "CODE | ناں | row.code-unknown",
            "REFERRAL | REF-7SPESWGPX53GVYTSYG98JTW5YR6 | row.reference-damaged",
            "REFERRAL | 17 | row.reference-damaged"})
    void read_shouldRefuse(CellType type, String raw, String code) {
        assertThat(Cells.read(type, Cells.clean(raw), DATES)).isEqualTo(new Cell.Wrong(code));
    }
}
