package pk.rabta.registry;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds persons with open referrals about whom the registry must be asked again. */
@Component("rereads")
public class Rereads {

    /** Well before what is known stops serving. */
    private static final Duration OLD = Duration.ofHours(20);
    private static final int AT_ONCE = 50;
    /** How long somebody whom the registry does not know is left alone. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private final Map<String, Instant> unknown = new ConcurrentHashMap<>();

    private final JdbcClient jdbc;
    private final Clock clock;

    Rereads(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Their registry ids, those that changed or were never read first. */
    public List<String> due() {
        Instant old = clock.instant().minus(OLD);
        return jdbc.sql("""
                select p.victim_id from person p
                where (p.read_at is null or p.read_at < :old) and exists (
                  select 1 from referral r where r.victim_id = p.victim_id and not r.withheld and r.status not in
                    ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR'))
                order by p.read_at nulls first, p.victim_id limit :limit""")
                .param("old", Timestamp.from(old)).param("limit", AT_ONCE + unknown.size()).query(String.class).list()
                .stream().filter(this::mayBeKnown).limit(AT_ONCE).toList();
    }

    /** The registry does not know the person: asked again after a while, since it may have been its mistake. */
    public void unknown(String victimId) {
        unknown.put(victimId, clock.instant());
    }

    private boolean mayBeKnown(String victimId) {
        Instant asked = unknown.get(victimId);
        if (asked == null || asked.plus(UNKNOWN).isAfter(clock.instant())) {
            return asked == null;
        }
        unknown.remove(victimId);
        return true;
    }
}
