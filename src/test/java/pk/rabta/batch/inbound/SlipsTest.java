package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pk.rabta.batch.BatchFixtures.REF;
import static pk.rabta.batch.BatchFixtures.REF_2;
import static pk.rabta.batch.BatchFixtures.hearings;
import static pk.rabta.batch.BatchFixtures.in;
import static pk.rabta.batch.BatchFixtures.istehqaq;
import static pk.rabta.batch.BatchFixtures.rows;
import static pk.rabta.batch.BatchFixtures.table;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.sandbox.zakat.ReturnFile;

/** A slip of whoever wrote a file costs the row in which it is, and no other row takes anything of it. */
class SlipsTest {

    private static final List<RowProblem> OPEN = List.of(RowProblem.of("row.quote-open"));
    private static final String HEARINGS = "fir_ps,fir_no,fir_year,court,case_no,stage,next_hearing,purpose,mode,"
            + "prosecutor_office,remarks_code";
    private static final String DECISIONS = "cnic,lzc,certificate_no,issue_date,valid_to,decision,reason";
    private static final String REFUSED = ",LZC-0417,,20-03-2026,,REFUSED,QUOTA_FULL";

    private static Stream<String> cellsOfManyLines() {
        return Stream.of("first line\nmore \"text\" here", "first\n\nmore \"text\" here\n\n\nand more",
                "a,b,c,d,e,f,g\nb,c,d,e,f,g,h,i,j,k\nl", "line\n".repeat(25) + "end",
                "Ward 4\nnear \"5, Mall\"\n, and \"x\"");
    }

    /** As a checksum over whole records has it. */
    @ParameterizedTest
    @MethodSource("cellsOfManyLines")
    void inAFileWithTotalsItCostsNoMoreThanItsRow(String cell) throws IOException {
        ReturnFile file = new ReturnFile("istehqaq", "PK617", "2026-03-20");
        String rest = "\",\"\",\"20-03-2026\",\"\",\"REFUSED\",\"QUOTA_FULL\"";
        String other = "\"D\",\"" + REF_2 + "\",\"\",\"LZC-1" + rest;
        file.raw("\"D\",\"" + REF + "\",\"\",\"" + cell + rest).raw(other);
        assertThat(rows(istehqaq(), false, file.bytes())).extracting(Row::problems).containsExactly(OPEN, List.of());
        assertThatThrownBy(() -> rows(istehqaq(), false, new ReturnFile("istehqaq", "PK617", "2026-03-20").raw(other)
                .raw("more \"text\" here").bytesWithCount(1))).isInstanceOfSatisfying(FileProblem.Refused.class,
                        e -> assertThat(e.problem()).isEqualTo(FileProblem.of("file.record-unknown", 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "PS A,12,2026,\"ATC-1,C-1,TRIAL,20-03-2026\nPS B,13,2026,ATC-2\",C-2,TRIAL,27-03-2026,EVIDENCE,PHYSICAL,Office,R1",
        "PS A,12,2026,\"ATC-1,C-1,TRIAL,20-03-2026,EVIDENCE,PHYSICAL,Office,R1\nPS B,13,2026,ATC-2\",C-2,TRIAL,27-03-2026",
        "PS A,12,2026,\"ATC-1\nPS B,13,2026,ATC-2\",C-2,TRIAL,27-03-2026",
        "PS A,12,2026,ATC-1,\"C-1,TRIAL,20-03-2026\nPS B,13,2026,ATC-2\",C-2,TRIAL,27-03-2026",
    })
    void twoRowsOfAnyLengthDoNotBecomeOne(String rows) throws IOException {
        List<Row> read = table(hearings(), (HEARINGS + '\n' + rows).split("\n"));
        assertThat(read).hasSize(2);
        assertThat(read.getFirst().problems()).isEqualTo(OPEN);
        assertThat(read.get(1).document().at("/fir_no").asInt()).isEqualTo(13);
    }

    @Test
    void aCellOfManyLinesWithCommasIsOneStill() throws IOException {
        List<Row> read = table(hearings(), HEARINGS,
                "PS A,12,2026,\"ATC-1, Old Building,\nsecond floor, Mall Road,\nnear the gate, Peshawar\","
                        + "C-1,TRIAL,20-03-2026",
                "PS B,13,2026,ATC-2,C-2,TRIAL,27-03-2026,\"a, b, c\nd, 2, e, 4\",PHYSICAL,Office,R1");
        assertThat(read).hasSize(2).allMatch(row -> row.problems().isEmpty());
        assertThat(read.getFirst().document().at("/court").asText()).endsWith("near the gate, Peshawar");
    }

    /** Any line of words could begin a row there: one that is as long as a row is one. */
    @Test
    void whereNothingButTextTellsARow() throws IOException {
        InboundKind kind = new BatchLayout("p", Map.of("in.k.name", "k", "in.k.mapping", "k", "in.k.totals", "none",
                "in.k.key", "case", "in.k.columns", "case!, court, day, office, note")).inbound("k").orElseThrow();
        String names = "case,court,day,office,note";
        assertThat(table(kind, names, "C 1,\"ATC-1,Monday", "C 2,ATC-2\",Friday,Office,x")).extracting(Row::problems)
                .containsExactly(OPEN, List.of());
        assertThat(table(kind, names, "C 1,\"House 5", "Mall Road\",Friday,Office,x")).hasSize(1);
    }

    @Test
    void namesAreSeenBehindAnyColumns() throws IOException {
        String second = "no,office,remark,reference," + "ref," + DECISIONS;
        List<Row> read = table(istehqaq(), "ref," + DECISIONS, REF + ",99999-0000012-2" + REFUSED, second,
                "1,Lahore,x,y," + REF_2 + ",99999-0000013-5" + REFUSED);
        assertThat(read).hasSize(2).allMatch(row -> row.problems().isEmpty());
        assertThat(read.get(1).document().at("/ref").asText()).isEqualTo(REF_2);
    }

    @Test
    void twoMarksOfTheBytesOrderBeforeAQuote() throws IOException {
        assertThat(rows(istehqaq(), true, in("UTF-8", "\uFEFF\uFEFF\"ref\"," + DECISIONS + "\n\uFEFF\uFEFF\"" + REF
                + "\",99999-0000012-2" + REFUSED))).singleElement()
                .satisfies(row -> assertThat(row.problems()).isEmpty());
    }
}
