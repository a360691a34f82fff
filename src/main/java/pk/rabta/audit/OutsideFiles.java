package pk.rabta.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.audit.merkle.SignedNote;
import pk.rabta.settings.WrongSettingsException;

/** The files of checkpoints outside the database: one a month, to which notes are appended. Nothing is ever rewritten. */
@Component
class OutsideFiles {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);
    /** Of a file's end, in which its last note surely is. */
    private static final int TAIL = 4096;

    private final Path directory;
    private final Clock clock;

    OutsideFiles(AuditSettings settings, @Value("${rabta.home:.}") String home, Clock clock) {
        this.directory = settings.directory() == null ? Path.of(home, "data", "audit") : settings.directory();
        this.clock = clock;
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "writable", null));
        } catch (IOException e) {
            throw new WrongSettingsException("rabta.audit.directory cannot be written: " + directory.toAbsolutePath()
                    + ". The audit's checkpoints are kept there, outside the database; set a directory that the hub may"
                    + " write and that is kept.", e);
        }
    }

    Path directory() {
        return directory;
    }

    /** The last note of each month's file. */
    List<String> last() {
        List<String> last = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(it -> it.getFileName().toString().matches("checkpoints-.*\\.txt")).toList()) {
                List<String> notes = SignedNote.split(tail(file));
                if (!notes.isEmpty()) {
                    last.add(notes.getLast());
                }
            }
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(Path file) throws IOException {
        try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
            long length = read.length();
            byte[] end = new byte[(int) Math.min(TAIL, length)];
            read.seek(length - end.length);
            read.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        }
    }

    /** Appends one, and returns when it is on the disk. What a crash left torn is marked as that. */
    void append(String note) {
        Path file = directory.resolve("checkpoints-" + MONTH.format(clock.instant()) + ".txt");
        try {
            String behind = SignedNote.behind(Files.exists(file) ? tail(file) : "");
            ByteBuffer bytes = ByteBuffer.wrap((behind + note + '\n').getBytes(StandardCharsets.UTF_8));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
