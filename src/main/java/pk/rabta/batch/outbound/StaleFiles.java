package pk.rabta.batch.outbound;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.util.FileUtil;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.Destinations;

/**
 * Temporary files at a partner's server that nobody will rename: of a list that was dropped after its upload had begun, or
 * of a node that was at it before. They are looked for and deleted until none is found. What is stale once stays so: a
 * temporary name is used by one list under one lease.
 */
@Component("staleFiles")
public class StaleFiles {

    /** For so long a node that stalled may still write one that was not there. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Destinations destinations;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StaleFiles(JdbcClient jdbc, Destinations destinations, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.destinations = destinations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether there may be any at the partner's server; not while it is left alone. */
    public boolean due(String partner) {
        return jdbc.sql("select exists (select 1 from batch_file where partner_id = :partner and stale_at is not null)")
                .param("partner", partner).query(Boolean.class).single() && !destinations.get(partner).paused();
    }

    /** Whether a file that was found may be deleted. One that is being uploaded, or is to be renamed, may not. */
    public boolean accept(Exchange found, String partner) {
        return jdbc.sql("""
                select exists (select 1 from batch_file where partner_id = :partner and stale_at is not null
                  and name || '.part' = regexp_replace(:file, '[0-9]+$', '')
                  and (state = 'DROPPED' or temporary is distinct from :file))""").param("partner", partner)
                .param("file", FileUtil.stripPath(found.getMessage().getHeader(Exchange.FILE_NAME, String.class)))
                .query(Boolean.class).single();
    }

    /** A look found none. */
    public void gone(String partner) {
        transaction.executeWithoutResult(status -> jdbc.sql("""
                update batch_file set stale_at = null where partner_id = :partner and stale_at <= :late""")
                .param("partner", partner).param("late", Timestamp.from(clock.instant().minus(LATE))).update());
    }
}
