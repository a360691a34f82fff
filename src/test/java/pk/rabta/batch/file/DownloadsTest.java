package pk.rabta.batch.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from a partner lies here for as long as it is looked at, and shows nothing. */
public class DownloadsTest {

    private static final byte[] TEXT = "REF-1,99999-0000012-2\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    /** For tests that are about something else. */
    public static Downloads here() {
        return new Downloads(new DownloadSettings(null));
    }

    /** For tests in which a machine's directory is lost. */
    public static Downloads in(Path folder) {
        return new Downloads(new DownloadSettings(folder.toString()));
    }

    private Downloads inFolder() {
        return in(folder);
    }

    @Test
    void aFileIsReadAsItCame_andHasNoName() throws IOException {
        try (Download whole = inFolder().whole(new ByteArrayInputStream(TEXT), TEXT.length);
                InputStream again = whole.input()) {
            assertThat(folder).isEmptyDirectory();
            assertThat(again.readAllBytes()).isEqualTo(TEXT);
            assertThat(whole.sha256()).isEqualTo(Digests.sha256().digest(TEXT));
        }
    }

    @Test
    void ofOneThatIsTooLongAByteMoreIsFetched() throws IOException {
        try (Download whole = inFolder().whole(new ByteArrayInputStream(TEXT), 100); InputStream again = whole.input()) {
            assertThat(again.readAllBytes()).hasSize(101);
            assertThat(whole.sha256()).isNull();
        }
    }

    @Test
    void whatBreaksOffIsTheSendersFault() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(TEXT), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }
        });
        assertThatThrownBy(() -> inFolder().whole(broken, TEXT.length + 1)).isInstanceOf(IOException.class)
                .hasMessage("connection lost");
    }

    @Test
    void aFolderThatTakesNoFileStopsTheStartWithItsKey() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new DownloadSettings(file.toString())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rabta.batch.directory");
    }
}
