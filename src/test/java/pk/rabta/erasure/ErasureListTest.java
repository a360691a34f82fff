package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.erasure.ErasureList.Attempt;

class ErasureListTest {

    @TempDir
    private Path folder;

    @Test
    void aLineThatWasCutOffSwallowsNoLaterErasure() throws IOException {
        Path file = Files.writeString(folder.resolve("list"), "2026-01-01T00:00:00Z PT-01AB-cut");
        ErasureList list = new ErasureList(new ErasureSettings(file));
        list.made(new Attempt("PT-0123456789", Instant.EPOCH));
        list.made(new Attempt("PT-ABCDEFGHJK", Instant.EPOCH));
        assertThat(list.tokens()).containsExactly("PT-0123456789", "PT-ABCDEFGHJK");
    }

    @Test
    void whatWasBegunIsOpenUntilItsEndIsWrittenInWhateverOrder() throws IOException {
        ErasureList list = new ErasureList(new ErasureSettings(folder.resolve("list")));
        Attempt first = new Attempt("PT-0123456789", Instant.parse("2026-01-01T00:00:00.000001Z"));
        Attempt second = new Attempt("PT-0123456789", Instant.parse("2026-01-02T00:00:00Z"));
        list.begin(first);
        assertThat(list.begun()).containsExactly(first);
        assertThat(list.tokens()).isEmpty();
        list.voided(first);
        list.voided(second);                          // as where the lists of two nodes were put together
        list.begin(second);
        assertThat(list.begun()).isEmpty();
        list.begin(new Attempt(first.token(), Instant.parse("2026-01-03T00:00:00Z")));
        assertThat(list.begun()).hasSize(1);
        list.made(new Attempt(first.token(), Instant.parse("2026-01-04T00:00:00Z")));
        assertThat(list.begun()).isEmpty();
        assertThat(list.tokens()).containsExactly(first.token());
    }

    /** An end that was cut off counts for nothing: the start looks again. */
    @Test
    void aLineThatWasCutOffSaysNothing() throws IOException {
        String lines = "begun 2026-01-01T00:00:00Z PT-0123456789\nvoid 2026-01-01T00:00:0";
        ErasureList list = new ErasureList(new ErasureSettings(Files.writeString(folder.resolve("list"), lines)));
        assertThat(list.begun()).hasSize(1);
        assertThat(list.tokens()).isEmpty();
    }
}
