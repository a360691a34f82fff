package pk.rabta.registry;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds persons about whom the registry must be asked again: for open referrals, then for whatever is kept of them. */
@Component("rereads")
public class Rereads {

    /** Well before what is known stops serving. */
    private static final Duration OLD = Duration.ofHours(20);
    private static final int AT_ONCE = 50;
    /** How long somebody of whom it says nothing that could be used is left alone. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private final Map<String, Instant> unknown = new ConcurrentHashMap<>();
    /** How far the last round came with those for whom nothing waits: no answer about some holds up the others. */
    private volatile String after = "";

    private final JdbcClient jdbc;
    private final Clock clock;

    Rereads(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Their registry ids, those that changed or were never read first. */
    public List<String> due() {
        Set<String> due = new LinkedHashSet<>(waitedFor());
        if (due.size() < AT_ONCE) {
            due.addAll(expired());
        }
        return due.stream().limit(AT_ONCE).toList();
    }

    private List<String> waitedFor() {
        Instant old = clock.instant().minus(OLD);
        return known(ids(jdbc.sql("""
                select p.victim_id from person p
                where (p.read_at is null or p.read_at < :old) and exists (
                  select 1 from referral r where r.victim_id = p.victim_id and not r.withheld and r.status not in
                    ('COMPLETED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED', 'ENTERED_IN_ERROR'))
                order by p.read_at nulls first, p.victim_id limit :limit""").param("old", Timestamp.from(old))));
    }

    /** What is kept of them is shown to whoever recorded it: a flag that was not understood must not stay unseen. */
    private List<String> expired() {
        List<String> found = ids(jdbc.sql("""
                select p.victim_id from person p
                where p.read_at is null and p.erased_at is null and not :hidden = any(p.flags) and p.victim_id > :after
                  and (p.snapshot is not null
                    or exists (select 1 from consent c where c.victim_id = p.victim_id)
                    or exists (select 1 from document d where d.victim_id = p.victim_id))
                order by p.victim_id limit :limit""").param("hidden", Person.HIDDEN).param("after", after));
        after = found.isEmpty() ? "" : found.getLast();
        return known(found);
    }

    private List<String> ids(JdbcClient.StatementSpec statement) {
        return statement.param("limit", AT_ONCE + unknown.size()).query(String.class).list();
    }

    private List<String> known(List<String> ids) {
        return ids.stream().filter(this::mayBeKnown).limit(AT_ONCE).toList();
    }

    /** The registry does not know the person, or says what the hub does not: asked again after a while. */
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
