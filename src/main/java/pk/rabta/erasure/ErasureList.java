package pk.rabta.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/**
 * The list of erasures outside the database: a line each, with the time and the person's token, which says nothing to
 * anyone without the database. Only ever added to; nodes may share the file.
 */
@Component
class ErasureList {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureList.class);
    private static final Pattern LINE = Pattern.compile("\\S+ (PT-[0-9A-Z]+)");

    private final @Nullable Path file;

    /** A list that cannot be written stops the start, not the first erasure. */
    ErasureList(ErasureSettings settings) {
        this.file = settings.list();
        if (file != null) {
            write("");
        }
    }

    boolean kept() {
        return file != null;
    }

    /** Adds a person; on the disk when this returns. */
    void add(String token, Instant now) {
        // Behind a line that was cut off it must not stand in that one.
        write("\n" + now + " " + token + "\n");
    }

    /** The tokens of all who were erased. A line that was cut off by a crash belongs to an erasure that was not made. */
    Set<String> tokens() {
        Set<String> tokens = new TreeSet<>();
        if (file == null) {
            return tokens;
        }
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                Matcher found = LINE.matcher(line);
                if (found.matches()) {
                    tokens.add(found.group(1));
                } else if (!line.isBlank()) {
                    LOG.warn("line {} of {} is no erasure: passed over", number, file);
                }
            }
        } catch (IOException e) {
            throw wrong(e);
        }
        return tokens;
    }

    private void write(String line) {
        if (file == null) {
            throw new IllegalStateException("rabta.erasure.list is not set");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw line.isEmpty() ? wrong(e) : new UncheckedIOException("The list of erasures cannot be written", e);
        }
    }

    private WrongSettingsException wrong(IOException cause) {
        return new WrongSettingsException("rabta.erasure.list cannot be read and added to: " + file, cause);
    }
}
