package pk.rabta.batch.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of any end and length, wherever one buffer ends and the next begins: after 64 bytes, and then after 65,536 each. */
class RecordReaderTest {

    private static final int FIRST_BUFFER = 64;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesOfEachEndAreCutWhereverABufferEnds(String end) throws IOException {
        for (int length = FIRST_BUFFER - 3; length <= FIRST_BUFFER + 1; length++) {
            String first = "a".repeat(length);
            assertThat(records(first + end + "b" + end + end + "c")).containsExactly("1 " + first, "2 b", "4 c");
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
    void aLineMayBeAsLongAsABuffer_andNoLonger() throws IOException {
        String longest = "a".repeat(RecordReader.MAX_BYTES);
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
        InputStream slow = new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(length, 1_000));
            }
        };
        List<String> found = new ArrayList<>();
        try (RecordReader reader = new RecordReader(slow)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                found.add(record.line() + " " + (record.open() ? "open? " : "")
                        + new String(record.bytes(), StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
