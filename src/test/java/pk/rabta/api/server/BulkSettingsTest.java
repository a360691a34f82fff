package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class BulkSettingsTest {

    private static BulkSettings of(int lines, int atOnce, String directory) {
        return of(lines, atOnce, Duration.ofHours(2), directory);
    }

    private static BulkSettings of(int lines, int atOnce, Duration answer, String directory) {
        return new BulkSettings(DataSize.ofMegabytes(1), lines, Duration.ofSeconds(1), answer, atOnce, directory);
    }

    /** For tests that are about something else. */
    static BulkSettings few() {
        return of(10, 1, null);
    }

    @Test
    void aFolderThatTakesNoFileStopsTheStartWithItsKey(@TempDir Path folder) throws Exception {
        assertThat(of(1, 1, folder.resolve("new/one").toString()).folder()).isEmptyDirectory();
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> of(1, 1, file.toString())).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("rabta.bulk.directory");
    }

    @Test
    void boundsThatLetNothingThroughStopTheStart() {
        assertThatThrownBy(() -> of(0, 1, null)).hasMessageContaining("rabta.bulk.max-lines");
        assertThatThrownBy(() -> of(1, 0, null)).hasMessageContaining("rabta.bulk.at-once");
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(25))) {
            assertThatThrownBy(() -> of(1, 1, time, null)).hasMessageContaining("rabta.bulk.answer-time");
        }
    }
}
