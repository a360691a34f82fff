package pk.rabta.batch.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of any end and length, wherever one buffer ends and the next begins: after 64 bytes, and then after 65,536 each. */
class RecordReaderTest {

    private static final int FIRST_BUFFER = 64;
    private static final int LATER_BUFFER = 65_536;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesOfEachEndAreCutWhereverABufferEnds(String end) throws IOException {
        for (int length = FIRST_BUFFER - 3; length <= FIRST_BUFFER + 1; length++) {
            String first = "a".repeat(length);
            assertThat(records(first + end + "b" + end + end + "c")).containsExactly("1 " + first, "2 b", "4 c");
        }
    }

    /** Buffers are full from the second on: where it ends, after both, may be between a return and its line feed. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void alsoWhereALaterBufferEnds(String end) throws IOException {
        String first = "a".repeat(FIRST_BUFFER - 1);
        for (int length = LATER_BUFFER - 3; length <= LATER_BUFFER; length++) {
            String second = "b".repeat(length);
            assertThat(records(first + "\n" + second + end + "c" + end + end + "d"))
                    .containsExactly("1 " + first, "2 " + second, "3 c", "5 d");
        }
    }

    @Test
    void aLineFeedAfterAReturnEndsNoSecondLine_andAFileMayEndWithEither() throws IOException {
        assertThat(records("a\r\nb\r")).containsExactly("1 a", "2 b");
        assertThat(records("a\r\nb\r\n")).containsExactly("1 a", "2 b");
        assertThat(records("a\n\rb\n")).containsExactly("1 a", "3 b");
    }

    @Test
    void aQuotedCellMayHoldLineEnds_alsoOverBuffers() throws IOException {
        String quoted = '"' + "x".repeat(FIRST_BUFFER) + "\r\n" + "y".repeat(FIRST_BUFFER) + '"';
        assertThat(records(quoted + "\nnext")).containsExactly("1 " + quoted.replace("\r\n", "\n"), "3 next");
        assertThat(records("\"open\nnext\nlast")).containsExactly("1 open? \"open", "2 next", "3 last");
    }

    @Test
    void aQuoteInsideACellIsASignLikeAnyOther() throws IOException {
        assertThat(records("a,5\" pipe\nb,c\nd,6\" pipe,\"e\nf\"")).containsExactly("1 a,5\" pipe", "2 b,c",
                "3 d,6\" pipe,\"e\nf\"");
        assertThat(records("a,\"say \"\"no\"\"\" ,\" \"")).hasSize(1);
    }

    @Test
    void aCellThatOpensAndNeverClosesCostsItsLineOnly() throws IOException {
        assertThat(records("a,\"x,1\nb,\"y,2\nc,z,3")).containsExactly("1 open? a,\"x,1", "2 open? b,\"y,2", "3 c,z,3");
        assertThat(records("a,\"x,1\n\"b\",\"y\",2")).containsExactly("1 open? a,\"x,1", "2 \"b\",\"y\",2");
        assertThat(records("a,\"x,1\" y,2\nb")).as("it may be two cells").containsExactly("1 open? a,\"x,1\" y,2", "2 b");
        assertThat(records("a,\"x\" y,2\nb")).containsExactly("1 a,\"x\" y,2", "2 b");
    }

    /** By the rules of CSV they are one, with the first cells of the one row and the last of the other. */
    @Test
    void whatLooksLikeTwoRowsIsTwo() throws IOException {
        assertThat(records("a,\"x,1,2\nb,y\",3,4")).containsExactly("1 open? a,\"x,1,2", "2 b,y\",3,4");
        assertThat(records("a,\"x,1,2\nb,y,3,4\nc,z\",5,6")).hasSize(3);
        assertThat(records("a,x,\"1,2\nb,y\",3,4")).as("of five cells, if rows have as many").hasSize(1);
        assertThat(records("a,x,\"1,2\nb,y\",3,4", 4)).hasSize(2);
        assertThat(records("a,\"x, 1\n, y\",3,4", 4)).as("a cell with commas").hasSize(1);
    }

    @Test
    void namesOfColumnsMayHaveLineEnds_andTellWhatDividesCells() throws IOException {
        assertThat(records("\"a\nb\";c\n1;\"2,\n3\"")).containsExactly("1 \"a\nb\";c", "3 1;\"2,\n3\"");
    }

    @Test
    void aMarkOfTheBytesOrderIsNoPartOfAnyLine() throws IOException {
        assertThat(records("\uFEFF\uFEFF\"a\"\n\uFEFF\"b\",c\n\uFEFF\uFEFF\nd"))
                .containsExactly("1 \"a\"", "2 \"b\",c", "4 d");
    }

    /** Whatever stands where: nothing that is in no open record is lost, here or where a record's cells are read. */
    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void eachLineIsInARecordThatIsReadWholeOrOpen(char separator) throws IOException {
        Random random = new Random(20_260_320);
        String alphabet = "aab,,\"\"\" \n\n".replace(',', separator);
        for (int file = 0; file < 20_000; file++) {
            StringBuilder text = new StringBuilder("h").append(String.valueOf(separator).repeat(2)).append('\n');
            for (int left = random.nextInt(40); left > 0; left--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<String> lines = new ArrayList<>();
            Csv csv = Csv.of(separator);
            byte[] bytes = text.toString().getBytes(UTF_8);
            try (RecordReader reader = new RecordReader(new ByteArrayInputStream(bytes))) {
                for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                    String read = new String(record.bytes(), UTF_8);
                    lines.addAll(read.lines().filter(line -> !line.isEmpty()).toList());
                    assertThat(record.open() && read.contains("\n")).as(text.toString()).isFalse();
                    if (!record.open()) {
                        List<String> cells = csv.read(read, 1);
                        assertThat(signs(String.join("", cells))).as(text.toString()).isEqualTo(signs(read));
                        assertThat(cells).as(text.toString()).hasSize(cells(read, separator));
                    }
                }
            }
            assertThat(lines).isEqualTo(text.toString().lines().filter(line -> !line.isEmpty()).toList());
        }
    }

    private static String signs(String text) {
        return text.replaceAll("[ ,;\t\"\r]", "");
    }

    /** As the hub counts them where it looks for two rows in one record. */
    private static int cells(String record, char separator) {
        Quotes quotes = new Quotes(separator);
        for (String line : record.split("\n", -1)) {
            quotes.next(line.getBytes(UTF_8));
        }
        return quotes.cells();
    }

    @Test
    void aLineMayBeAsLongAsABuffer_andNoLonger() throws IOException {
        String longest = "a".repeat(Lines.MAX_BYTES);
        assertThat(records("first\n" + longest + "\nlast")).containsExactly("1 first", "2 " + longest, "3 last");
        refused("first\n" + longest + "a\nlast", "file.line-too-long");
    }

    /** The column: how many letters come before the byte that no text has. A line that is longer than allowed goes on behind it. */
    @ParameterizedTest
    @CsvSource({"0", "63", "64", "65", "65535", "65536"})
    void whatIsNoTextIsToldAsThat(int before) {
        refused("a\n" + "x".repeat(before) + "\0" + "x".repeat(70_000), "file.binary");
    }

    private static void refused(String file, String code) {
        assertThatExceptionOfType(FileProblem.Refused.class).isThrownBy(() -> records(file))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(code));
    }

    /** Each with its line's number, read from a stream that gives a few bytes at a time. */
    private static List<String> records(String file) throws IOException {
        return records(file, Integer.MAX_VALUE);
    }

    private static List<String> records(String file, int cells) throws IOException {
        InputStream slow = new ByteArrayInputStream(file.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(length, 1_000));
            }
        };
        List<String> found = new ArrayList<>();
        try (RecordReader reader = new RecordReader(slow)) {
            reader.expect(cells, (line, full) -> false);
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                found.add(record.line() + " " + (record.open() ? "open? " : "")
                        + new String(record.bytes(), UTF_8));
            }
        }
        return found;
    }
}
