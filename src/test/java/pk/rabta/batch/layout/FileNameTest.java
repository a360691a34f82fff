package pk.rabta.batch.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.batch.BatchFixtures;

/** Names are chosen by others. */
class FileNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "..", ".hidden.csv", "a/b.csv", "a\\b.csv", "-rf.csv", "a b.csv",
            "a\u0000.csv",
            "a\u202Evsc.exe", "a.csv/..", "", "CON:.csv", "a${file:name}.csv", "فائل.csv"})
    void constructor_shouldRefuse(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileName(name));
    }

    @ParameterizedTest
    @CsvSource({"A_0001.csv, A_0001.csv", "A_0001 (1).csv, A_0001__1_.csv", "../../etc/passwd, x.._.._etc_passwd",
            "-rf.csv, x-rf.csv", "فائل.csv, x____.csv", "a${file:name}.csv, a__file_name_.csv", "'', x"})
    void of_shouldNameWhateverComes(String given, String kept) {
        assertThat(FileName.of(given).value()).isEqualTo(kept);
        assertThat(FileName.of(given.repeat(40) + "a.xlsx").value()).hasSizeLessThanOrEqualTo(120).endsWith(".xlsx");
    }

    @Test
    void correction_shouldBelongToTheFileThatItCorrects() {
        FileName name = new FileName("ZKT_PB_ISTEHQAQ_PK617_20260320_0001.errors-2.csv");
        assertThat(name.correction()).isTrue();
        assertThat(name.stem()).isEqualTo("ZKT_PB_ISTEHQAQ_PK617_20260320_0001");
        assertThat(BatchFixtures.zakat().inboundNamed(name)).map(InboundKind::id).contains("istehqaq");
        assertThat(new FileName("ZKT_PB_ISTEHQAQ_PK617_20260320_0001.csv").correction()).isFalse();
    }

    @Test
    void answer_shouldHaveANameOfItsOwnPerArrival() {
        FileName name = new FileName("ZKT_PB_ISTEHQAQ_PK617_20260320_0001.csv");
        assertThat(name.answer("receipt", 1)).isEqualTo("ZKT_PB_ISTEHQAQ_PK617_20260320_0001.receipt.csv");
        assertThat(name.answer("errors", 3)).isEqualTo("ZKT_PB_ISTEHQAQ_PK617_20260320_0001.errors-3.csv");
        assertThat(new FileName("A.errors-2.csv").answer("receipt", 1)).isEqualTo("A-errors-2.receipt.csv");
        assertThat(new FileName("A.XLSX").answer("receipt", 1)).isEqualTo("A.XLSX.receipt.csv");
    }
}
