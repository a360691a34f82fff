package pk.rabta.lease;

import jakarta.annotation.PreDestroy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The leases of this node. A node is a running process: started again, it is another one. */
@Component("leases")
public class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final UUID node = UUID.randomUUID();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final LeaseSettings settings;
    private final Clock clock;

    Leases(JdbcClient jdbc, LeaseSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    private record Held(Lease lease, Instant until) {}

    /** This node's lease of that name: held, or taken now if it is free; nothing while another node has it. */
    Optional<Lease> hold(String name) {
        Instant now = clock.instant();
        Held mine = held.get(name);
        if (mine != null && now.isBefore(mine.until())) {
            return Optional.of(mine.lease());
        }
        Optional<Lease> taken = take(name, now);
        taken.ifPresentOrElse(lease -> held.put(name, new Held(lease, now.plus(settings.term()))),
                () -> held.remove(name));
        return taken;
    }

    /** Whether another node holds the lease of that name now. */
    public boolean heldElsewhere(String name) {
        return jdbc.sql("select exists (select 1 from lease where name = :name and holder <> :node and expires_at > :now)")
                .param("name", name).param("node", node).param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class).single();
    }

    private Optional<Lease> take(String name, Instant now) {
        // A lease that seems to last longer than any can is one from before the clock was set back.
        Optional<Lease> taken = jdbc.sql("""
                insert into lease as l (name, holder, epoch, expires_at)
                select :name, :node, 1, :until where not exists (select 1 from lease
                  where name = :name and holder <> :node and expires_at > :now and expires_at < :never)
                on conflict (name) do update set holder = :node, epoch = l.epoch + 1, expires_at = :until
                where l.holder = :node or l.expires_at <= :now or l.expires_at >= :never
                returning epoch""")
                .param("name", name).param("node", node).param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(settings.term())))
                .param("never", Timestamp.from(now.plus(settings.term().multipliedBy(2))))
                .query((row, n) -> new Lease(name, row.getLong(1))).optional();
        taken.ifPresent(lease -> LOG.info("lease {} taken, epoch {}", name, lease.epoch()));
        return taken;
    }

    /** Prolongs what this node holds and no other took meanwhile. Called by the route {@code leases}. */
    public void renew() {
        if (held.isEmpty()) {
            return;
        }
        Instant until = clock.instant().plus(settings.term());
        Map<String, Long> kept = jdbc.sql("""
                update lease set expires_at = :until where holder = :node and name = any(:names)
                returning name, epoch""")
                .param("until", Timestamp.from(until)).param("node", node)
                .param("names", held.keySet().toArray(String[]::new))
                .query((row, n) -> new Lease(row.getString(1), row.getLong(2))).list().stream()
                .collect(Collectors.toMap(Lease::name, Lease::epoch));
        held.replaceAll((name, mine) ->
                Long.valueOf(mine.lease().epoch()).equals(kept.get(name)) ? new Held(mine.lease(), until) : mine);
    }

    /**
     * In the caller's transaction: keeps others from taking the lease until it ends.
     *
     * @throws LeaseLostException if another took it, at whatever time it ended
     */
    void check(Lease lease) {
        if (jdbc.sql("select 1 from lease where name = :name and holder = :node and epoch = :epoch for share")
                .param("name", lease.name()).param("node", node).param("epoch", lease.epoch())
                .query(Integer.class).optional().isEmpty()) {
            held.remove(lease.name());
            throw new LeaseLostException(lease.name());
        }
    }

    /** At a graceful stop, after the routes: another node need not wait. */
    @PreDestroy
    void release() {
        try {
            jdbc.sql("update lease set expires_at = :now where holder = :node")
                    .param("now", Timestamp.from(clock.instant())).param("node", node).update();
        } catch (DataAccessException e) {
            LOG.info("leases were not given back; they end after {}", settings.term());
        }
        held.clear();
    }
}
