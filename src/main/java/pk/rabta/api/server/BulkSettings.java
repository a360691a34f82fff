package pk.rabta.api.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of bodies that come as lines; each node counts for itself. A line is no longer than the body of a single call.
 *
 * @param maxBody   largest body
 * @param maxLines  most lines of a body, without blank ones; with them twice as many
 * @param bodyTime  longest time that a body may take, from its first byte to its end
 * @param atOnce    most calls at once, of which each client has one
 * @param directory where a body lies, sealed and without a name, while it is answered; null: the system's for such files
 */
@ConfigurationProperties("rabta.bulk")
record BulkSettings(@DefaultValue("256MB") DataSize maxBody, @DefaultValue("100000") int maxLines,
                    @DefaultValue("10m") Duration bodyTime, @DefaultValue("4") int atOnce,
                    @Nullable String directory) {

    BulkSettings {
        if (maxLines < 1 || atOnce < 1) {
            throw new IllegalArgumentException("rabta.bulk.max-lines and rabta.bulk.at-once must be at least 1");
        }
        try {
            SealedFile.in(folder(directory)).close();
        } catch (IOException e) {
            throw new IllegalArgumentException("rabta.bulk.directory: no file can be made in " + folder(directory)
                + " (" + e.getClass().getSimpleName() + "). Name a folder that the hub may write to", e);
        }
    }

    Path folder() {
        return folder(directory);
    }

    private static Path folder(@Nullable String directory) {
        return Path.of(directory == null || directory.isBlank() ? System.getProperty("java.io.tmpdir") : directory);
    }
}
