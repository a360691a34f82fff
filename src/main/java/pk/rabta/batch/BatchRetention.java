package pk.rabta.batch;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.settings.WrongSettingsException;

/** Deletes the contents of old files; what became of their rows stays. Setting {@code rabta.batch.keep}, 30 days. */
@Component("batchRetention")
public class BatchRetention {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRetention.class);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Duration keep;
    private final Clock clock;

    public BatchRetention(JdbcClient jdbc, @Value("${rabta.batch.keep:30d}") Duration keep, Clock clock) {
        this.jdbc = jdbc;
        this.keep = atMost30Days(keep);
        this.clock = clock;
    }

    @Transactional
    public void sweep() {
        Instant before = clock.instant().minus(keep);
        int pieces = jdbc.sql("""
                delete from batch_chunk c using batch_file f
                where f.id = c.file_id and f.updated_at < :before and f.state in ('RENAMED', 'APPLIED', 'REFUSED')
                  and not exists (select 1 from batch_arrival a where a.file_id = f.id and a.receipt_at is null)""")
                .param("before", Timestamp.from(before)).update();
        // With its key a file ends everywhere, in copies of the database too.
        jdbc.sql("""
                update batch_file f set sealed_key = null where sealed_key is not null and updated_at < :before
                  and not exists (select 1 from batch_chunk c where c.file_id = f.id)""")
                .param("before", Timestamp.from(before)).update();
        jdbc.sql("""
                update batch_row r set content = null from batch_file f
                where f.id = r.file_id and f.direction = 'OUT' and f.state = 'RENAMED' and f.updated_at < :before
                  and r.content is not null""")
                .param("before", Timestamp.from(before)).update();
        if (pieces > 0) {
            LOG.info("{} pieces of files older than {} deleted", pieces, keep);
        }
    }

    private static Duration atMost30Days(Duration keep) {
        if (keep.compareTo(LONGEST) > 0) {
            throw new WrongSettingsException("rabta.batch.keep is " + keep + ": a file of several persons may be kept 30d at most",
                    null);
        }
        return keep;
    }
}
