package pk.rabta.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit's log.
 *
 * @param origin     its name, and that of its key, in checkpoints
 * @param directory  where checkpoints are written besides the database; data/audit in the hub's home if null
 * @param checkpoint shortest time between two checkpoints
 */
@ConfigurationProperties("rabta.audit")
record AuditSettings(@DefaultValue("rabta/audit") String origin, @Nullable Path directory,
                     @DefaultValue("1m") Duration checkpoint) {

    AuditSettings {
        if (checkpoint.isNegative()) {
            throw new IllegalArgumentException("rabta.audit.checkpoint must not be negative");
        }
        if (!origin.matches("[!-*,-~]{1,100}")) {
            throw new IllegalArgumentException("rabta.audit.origin must be 1 to 100 letters, digits and signs of ASCII,"
                    + " without spaces and '+', such as hub.example.pk/audit");
        }
    }
}
