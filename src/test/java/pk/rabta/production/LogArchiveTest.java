package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with the storage of the database's log; RestoreIT has what goes well. */
class LogArchiveTest {

    private static final String SEGMENT = "00000001000000000000004F";
    /** The end of the log, to PostgreSQL; above 125 its recovery stops. */
    private static final int NO_SUCH_SEGMENT = 1;
    private static final int STOP = 255;

    @TempDir
    private Path storage;
    @TempDir
    private Path server;

    private record Ended(int code, String said) {}

    @BeforeEach
    void mount() throws IOException {
        Files.createDirectory(storage.resolve("log"));
        Files.createDirectory(storage.resolve("base"));
    }

    @Test
    void aSegmentIsKeptOnce_andAnothersIsNotOverwritten() throws Exception {
        assertThat(keep("ours").code()).isZero();
        assertThat(keep("ours").code()).as("the server did not note that it was kept").isZero();
        Ended ended = keep("of another database");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("of another database");
        assertThat(fetch().code()).isZero();
        assertThat(server.resolve("fetched")).hasContent("ours");
    }

    @Test
    void storageThatIsNotMountedIsNotFilled_andIsNotTheEndOfTheLog() throws Exception {
        Files.delete(storage.resolve("log"));
        Files.delete(storage.resolve("base"));
        Ended ended = keep("ours");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("is its storage mounted?");
        assertThat(fetch().code()).isEqualTo(STOP);
        assertThat(run("base", storage.toString()).said()).contains("is its storage mounted?");
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void aFullDiskLeavesNothingUnderTheSegmentsName() throws Exception {
        Path part = storage.resolve("log").resolve(SEGMENT + ".gz.part");
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        assertThat(keep("ours").code()).isEqualTo(1);
        assertThat(fetch().code()).isEqualTo(NO_SUCH_SEGMENT);
        Files.delete(part);
        assertThat(keep("ours").code()).as("tried again when there is room").isZero();
    }

    @Test
    void aSegmentThatCannotBeReadIsNotTheEndOfTheLog() throws Exception {
        assertThat(fetch().code()).isEqualTo(NO_SUCH_SEGMENT);
        Path kept = storage.resolve("log").resolve(SEGMENT + ".gz");
        Files.writeString(kept, "half of it");
        assertThat(fetch().code()).isEqualTo(STOP);
        Files.delete(kept);
        Files.createSymbolicLink(kept, Path.of("gone"));
        assertThat(fetch().code()).as("its name is there").isEqualTo(STOP);
    }

    private Ended keep(String content) throws Exception {
        Path segment = Files.writeString(server.resolve("segment"), content);
        return run("keep", storage.toString(), segment.toString(), SEGMENT);
    }

    private Ended fetch() throws Exception {
        return run("fetch", storage.toString(), SEGMENT, server.resolve("fetched").toString());
    }

    private static Ended run(String verb, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "src/main/docker/postgres/log-archive.sh", verb);
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
