package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureListTest {

    @TempDir
    private Path folder;

    @Test
    void aLineThatWasCutOffSwallowsNoLaterErasure() throws IOException {
        Path file = Files.writeString(folder.resolve("list"), "2026-01-01T00:00:00Z PT-01AB-cut");
        ErasureList list = new ErasureList(new ErasureSettings(file));
        list.add("PT-0123456789", Instant.EPOCH);
        list.add("PT-ABCDEFGHJK", Instant.EPOCH);
        assertThat(list.tokens()).containsExactly("PT-0123456789", "PT-ABCDEFGHJK");
    }
}
