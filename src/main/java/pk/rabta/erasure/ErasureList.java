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
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
 * The list of erasures outside the database. A line {@code begun TIME TOKEN} before each commit, and afterwards
 * {@code TIME TOKEN} where it was made or {@code void TIME TOKEN} where it was not. The token is the person's and says
 * nothing to anyone without the database. Only ever added to; nodes may share the file, and the order of lines is nothing.
 */
@Component
class ErasureList {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureList.class);
    private static final Pattern LINE = Pattern.compile("(?:(begun|void) )?(\\S+) (PT-[0-9A-Z]+)");

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

    /** An erasure of the person with that token, begun at that time: both together name it. */
    record Attempt(String token, Instant at) {}

    /** It is about to be committed; on the disk when this returns, as for all that follow. */
    void begin(Attempt attempt) {
        add("begun ", attempt);
    }

    /** It was committed. */
    void made(Attempt attempt) {
        add("", attempt);
    }

    /** It was not, and never will be. */
    void voided(Attempt attempt) {
        add("void ", attempt);
    }

    private void add(String word, Attempt attempt) {
        // Behind a line that was cut off it must not stand in that one.
        write("\n" + word + attempt.at() + " " + attempt.token() + "\n");
    }

    /** The tokens of all who were erased. */
    Set<String> tokens() {
        return read().made;
    }

    /** Those of which nobody wrote what came of them. */
    List<Attempt> begun() {
        Lines lines = read();
        return lines.begun.stream().filter(one -> !lines.ended.contains(one) && !lines.made.contains(one.token())).toList();
    }

    private static final class Lines {

        private final Set<String> made = new TreeSet<>();
        private final Set<Attempt> begun = new LinkedHashSet<>();
        private final Set<Attempt> ended = new HashSet<>();
    }

    /** A line that was cut off by a crash belongs to what was not done. */
    private Lines read() {
        Lines lines = new Lines();
        if (file == null) {
            return lines;
        }
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank() && !understood(line, lines)) {
                    LOG.warn("line {} of {} is no erasure: passed over", number, file);
                }
            }
        } catch (IOException e) {
            throw wrong(e);
        }
        return lines;
    }

    private static boolean understood(String line, Lines into) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return false;
        }
        if (found.group(1) == null) {
            into.made.add(found.group(3));
            return true;
        }
        try {
            Attempt attempt = new Attempt(found.group(3), Instant.parse(found.group(2)));
            (found.group(1).equals("begun") ? into.begun : into.ended).add(attempt);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
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
