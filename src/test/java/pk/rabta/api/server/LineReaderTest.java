package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.api.Lines.Line;

class LineReaderTest {

    private static List<String> read(String text, int longest) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), longest, () -> false);
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

    /** Nothing but line feeds would otherwise be read to the end inside one call, whoever is gone meanwhile. */
    @Test
    void whereNobodyWantsMoreNoMoreIsRead() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '\n';
            }
        };
        assertThat(new LineReader(endless, 10, () -> asked.incrementAndGet() > 3).next()).isNull();
        byte[] half = "x".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        asked.set(2);
        assertThat(new LineReader(new ByteArrayInputStream(half), 30_000, () -> asked.incrementAndGet() > 3).next())
            .as("half a line is none").isNull();
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'\n \r\n\t', 0", "'a', 1", "'a\nb\n', 2", "'\na\n\n  b\r\n', 2",
        "'\uFEFF', 0", "'\uFEFF\n\n', 0", "'\uFEFFa\nb', 2", "'a\uFEFF', 1", "'\n\uFEFF', 1", "'\uFFFF\n', 1"})
    void theSameLinesAreCountedAsTheyCome(String text, int lines) throws IOException {
        LineCount count = new LineCount();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            count.with(new byte[] {one}, 1);
        }
        assertThat(count.all()).isEqualTo((int) text.lines().count());
        assertThat(count.lines()).isEqualTo(lines).isEqualTo(read(text, 10).size());
    }
}
