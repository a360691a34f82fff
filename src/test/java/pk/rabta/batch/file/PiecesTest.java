package pk.rabta.batch.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PiecesTest {

    private final String[] texts = {"one", "", "three", "four"};
    private int made;

    private final Pieces pieces = new Pieces() {
        @Override
        protected byte[] next() {
            return made == texts.length ? null : texts[made++].getBytes(StandardCharsets.US_ASCII);
        }
    };

    @Test
    void read_shouldGiveAllPiecesOneAfterAnother() throws IOException {
        assertThat(pieces.read()).isEqualTo('o');
        assertThat(new String(pieces.readNBytes(3), StandardCharsets.US_ASCII)).isEqualTo("net");
        assertThat(made).isEqualTo(3);
        assertThat(new String(pieces.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("hreefour");
        assertThat(pieces.read()).isEqualTo(-1);
    }

    /** However much is left: of a file that is refused in its first line, or whose upload breaks off. */
    @Test
    void close_shouldMakeNoMore() throws IOException {
        pieces.read();
        pieces.close();
        assertThat(made).isEqualTo(1);
        assertThat(pieces.read()).isEqualTo(-1);
    }
}
