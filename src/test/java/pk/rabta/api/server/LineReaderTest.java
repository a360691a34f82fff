package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.api.Lines.Line;

class LineReaderTest {

    private static List<String> read(String text, int longest) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), longest);
        List<String> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line.number() + ":" + (line.bytes() == null ? "too long"
                : new String(line.bytes(), StandardCharsets.UTF_8).strip()));
        }
        return lines;
    }

    @Test
    void blankLinesAreCountedAndPassedOver() throws IOException {
        assertThat(read("\uFEFFa\r\n\r\n \t\nb\n\nc", 10)).containsExactly("1:a", "4:b", "6:c");
        assertThat(read("", 10)).isEmpty();
        assertThat(read("\n\r\n", 10)).isEmpty();
    }

    /** Around the size of the block that is read at once. */
    @ParameterizedTest
    @CsvSource({"10, 10", "10, 11", "16383, 20000", "16384, 20000", "16385, 20000", "40000, 40000"})
    void linesOfAnyLength(int length, int longest) throws IOException {
        String line = "x".repeat(length);
        assertThat(read(line + "\n" + line + "y".repeat(longest) + "\n" + line, longest))
            .containsExactly("1:" + line, "2:too long", "3:" + line);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'\n \r\n\t', 0", "'a', 1", "'a\nb\n', 2", "'\na\n\n  b\r\n', 2"})
    void theSameLinesAreCountedAsTheyCome(String text, int lines) throws IOException {
        LineCount count = new LineCount();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            count.with(new byte[] {one}, 1);
        }
        assertThat(count.lines()).isEqualTo(lines).isEqualTo(read(text, 10).size());
    }
}
