package pk.rabta.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Calls to partners' SFTP servers.
 *
 * @param stall longest time without progress: of a look, a deletion or a renaming as a whole, and between two blocks of a
 *              file that comes or goes. Then the connection is cut, and the call has failed
 */
@ConfigurationProperties("rabta.sftp")
record SftpSettings(@DefaultValue("2m") Duration stall) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    SftpSettings {
        if (stall.compareTo(SHORTEST) < 0 || stall.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("rabta.sftp.stall is " + stall + ": must be 10s to 1h");
        }
    }
}
