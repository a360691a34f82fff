package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk is nobody's to read, and is gone with the process. */
class SealedFileTest {

    private static final byte[] TEXT = "Zarmina Invented, 99999-0000012-2\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static void write(SealedFile file, byte[] text) throws Exception {
        try (OutputStream out = file.output()) {
            out.write(text);
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        try (SealedFile file = SealedFile.in(folder.resolve("new"))) {
            write(file, TEXT);
            try (InputStream in = file.input()) {
                assertThat(in.readAllBytes()).isEqualTo(TEXT);
            }
        }
    }

    @Test
    void itHasNoNameAndShowsNothing() throws Exception {
        try (SealedFile file = SealedFile.in(folder)) {
            write(file, TEXT);
            assertThat(folder).isEmptyDirectory();
            Path open = Path.of("/proc/self/fd");
            assumeThat(open).exists();
            List<Path> ours;
            try (Stream<Path> all = Files.list(open)) {
                ours = all.filter(this::inFolder).toList();
            }
            assertThat(ours).isNotEmpty().allSatisfy(one -> assertThat(new String(Files.readAllBytes(one),
                StandardCharsets.ISO_8859_1)).hasSizeGreaterThan(TEXT.length).doesNotContain("Zarmina", "99999"));
        }
    }

    private boolean inFolder(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith(folder.toRealPath().toString());
        } catch (java.io.IOException closed) {
            return false;
        }
    }
}
