package pk.rabta.consent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.consent.ConsentEvents.About;

/**
 * Tells tools of bases that will hold no longer unless they are reviewed soon: each once before each review. Of a protected
 * witness's only the handler hears, by its feed.
 */
@Component("reviewNotices")
public class ReviewNotices {

    private static final Logger LOG = LoggerFactory.getLogger(ReviewNotices.class);
    private static final int BATCH = 200;

    private record Near(About about, Instant reviewAt, boolean withheld) {}

    private final JdbcClient jdbc;
    private final ConsentEvents events;
    private final ConsentSettings settings;
    private final Clock clock;

    ReviewNotices(JdbcClient jdbc, ConsentEvents events, ConsentSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** One round: mark and event commit together, so a crash tells it neither twice nor never. */
    @Transactional
    public void run() {
        Instant now = clock.instant();
        List<Near> near = jdbc.sql("""
                update consent set review_told_at = :now where id in (
                  select id from consent where basis <> 'CONSENT' and status = 'ACTIVE'
                    and review_told_at is null and review_at <= :horizon and (valid_to is null or valid_to > :now)
                  order by review_at limit :batch for no key update skip locked)
                returning id, victim_id, client_id, review_at, withheld""")
                .param("now", Timestamp.from(now)).param("horizon", Timestamp.from(now.plus(settings.reviewNotice())))
                .param("batch", BATCH)
                .query((row, n) -> new Near(new About(row.getString(1), row.getString(2), row.getString(3)),
                        row.getTimestamp(4).toInstant(), row.getBoolean(5))).list();
        for (Near one : near) {
            events.record("consent.review_due", one.about(), null,
                    JsonNodeFactory.instance.objectNode().put("reviewAt", one.reviewAt().toString()), now);
        }
        long shown = near.stream().filter(one -> !one.withheld()).count();
        if (shown > 0) {
            LOG.info("{} bases are to be reviewed soon", shown);
        }
    }
}
