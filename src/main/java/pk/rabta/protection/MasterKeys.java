package pk.rabta.protection;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/**
 * The master keys of this node, read again while it runs. A new current key seals only once every running node has it;
 * a key that is taken out while something still needs it is kept in memory, and its absence told (ADR 26).
 */
@Component("masterKeys")
public class MasterKeys {

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeys.class);
    /** A thing under a key that this node lacks makes it look at its file, but not more often than that. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ProtectionSettings settings;
    private final KeyHolders holders;
    private final KeyUse use;
    private final Clock clock;
    private final AtomicInteger wrong = new AtomicInteger();
    private volatile KeyRing ring;
    private volatile MasterKey sealing;
    private volatile @Nullable String problem;
    private Instant lookedAt = Instant.MIN;

    MasterKeys(ProtectionSettings settings, KeyHolders holders, KeyUse use, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.holders = holders;
        this.use = use;
        this.clock = clock;
        this.ring = settings.ring();
        this.sealing = ring.all().iterator().next();
        meters.gauge("rabta.keys.wrong", wrong);
        holders.announce(ring.ids(), sealing.id());
        List<String> missing = missing(ring);
        if (!missing.isEmpty()) {
            holders.leave();
            throw new WrongSettingsException(missing);
        }
        choose();
    }

    /** The key under which this node seals. */
    MasterKey sealing() {
        return sealing;
    }

    KeyRing ring() {
        return ring;
    }

    /** What is wrong with the keys as they stand in the settings; null where nothing is. */
    @Nullable String problem() {
        return problem;
    }

    /** The key that sealed these bytes. @throws IllegalStateException where this node does not have it */
    MasterKey of(byte[] sealed) {
        String id = MasterKey.idOf(sealed);
        if (id == null) {
            throw new IllegalStateException("These bytes were sealed under no master key");
        }
        MasterKey key = ring.find(id);
        if (key == null) {
            learn();
            key = ring.find(id);
        }
        if (key == null) {
            throw new IllegalStateException("Sealed under master key " + id + ", which this node does not have: "
                    + "see rabta.protection.master-key and -file");
        }
        return key;
    }

    /** Looks at the settings again, and tells the others. Called by the route {@code master-keys}. */
    public synchronized void readAgain() {
        lookedAt = clock.instant();
        String found = null;
        try {
            KeyRing read = settings.ring();
            for (MasterKey old : ring.all()) {
                if (read.find(old.id()) == null && needed(old.id())) {
                    found = "master key " + old.id() + " was taken out, but " + use.rows(old.id())
                            + " rows need it: put it back as 'other'";
                    read = read.with(old);
                }
            }
            ring = read;
        } catch (WrongSettingsException e) {
            found = e.getMessage();
        }
        if (found != null && !found.equals(problem)) {
            LOG.error("The keys in use stay as they were: {}", found);
        }
        problem = found;
        wrong.set(found == null ? 0 : 1);
        choose();
    }

    /** The first key that every running node has. Said first and looked at then: of two nodes, one sees the other. */
    private void choose() {
        holders.announce(ring.ids(), sealing.id());
        for (MasterKey candidate : ring.all()) {
            if (holders.lacking(candidate.id()) > 0) {
                LOG.warn("master key {} waits: a running node does not have it", candidate.id());
                continue;
            }
            holders.sealsUnder(candidate.id());
            if (holders.lacking(candidate.id()) == 0) {
                if (!candidate.id().equals(sealing.id())) {
                    LOG.info("master key {} seals from now on", candidate.id());
                }
                sealing = candidate;
                holders.announce(ring.ids(), sealing.id());
                return;
            }
        }
        // No key is everybody's: those nodes end at their next look, or have none of what is sealed here.
        holders.sealsUnder(sealing.id());
    }

    private List<String> missing(KeyRing given) {
        List<String> lines = new ArrayList<>();
        for (String id : holders.everSealing()) {
            if (given.find(id) == null && needed(id)) {
                lines.add("rabta.protection.master-key (or -file) lacks the key with the id " + id + ", which "
                        + use.rows(id) + " rows need: add it as an 'other' key, or wait until they are sealed again.");
            }
        }
        return lines;
    }

    private boolean needed(String id) {
        return use.rows(id) > 0 || holders.justSealing(id);
    }

    /** Takes keys that are new in the settings. In the middle of somebody's transaction: asks no database. */
    private synchronized void learn() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt.plus(PAUSE)) && !now.isBefore(lookedAt)) {
            return;
        }
        lookedAt = now;
        try {
            KeyRing read = settings.ring();
            for (MasterKey old : ring.all()) {
                read = read.find(old.id()) == null ? read.with(old) : read;
            }
            ring = read;
        } catch (WrongSettingsException e) {
            LOG.error("The keys in use stay as they were: {}", e.getMessage());
        }
    }

    @PreDestroy
    void leave() {
        try {
            holders.leave();
        } catch (DataAccessException e) {
            LOG.info("the other nodes were not told of this one's end; they wait {} for it", KeyHolders.ALIVE);
        }
    }
}
