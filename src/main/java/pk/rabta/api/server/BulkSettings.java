package pk.rabta.api.server;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import pk.rabta.api.SealedFile;

/**
 * Limits of bodies that come as lines; each node counts for itself. A line is no longer than the body of a single call.
 *
 * @param maxBody   largest body
 * @param maxLines  most lines of a body, without blank ones; with them twice as many
 * @param bodyTime  longest time that a body may take, from its first byte to its end
 * @param answerTime longest time from there to the answer's end; then it ends where it is
 * @param atOnce    most calls at once, of which each client has one
 * @param directory where a body lies, sealed and without a name, while it is answered; null: the system's for such files
 */
@ConfigurationProperties("rabta.bulk")
record BulkSettings(@DefaultValue("256MB") DataSize maxBody, @DefaultValue("100000") int maxLines,
                    @DefaultValue("10m") Duration bodyTime, @DefaultValue("2h") Duration answerTime,
                    @DefaultValue("4") int atOnce, @Nullable String directory) {

    private static final Duration LONGEST = Duration.ofDays(1);
    /** For whoever writes the last lines when the time is up. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    BulkSettings {
        if (maxLines < 1 || atOnce < 1) {
            throw new IllegalArgumentException("rabta.bulk.max-lines and rabta.bulk.at-once must be at least 1");
        }
        if (!answerTime.isPositive() || answerTime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("rabta.bulk.answer-time must be more than nothing, and a day at most");
        }
        SealedFile.check("rabta.bulk.directory", directory);
    }

    /** When a call is over whatever holds it, so that no client's turn is lost for good. */
    Duration callTime() {
        return answerTime.plus(GRACE);
    }

    Path folder() {
        return SealedFile.folder(directory);
    }
}
