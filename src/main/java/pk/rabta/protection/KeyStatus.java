package pk.rabta.protection;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How a change of the master key goes: for those who wait to take the old one out. */
@Component
public class KeyStatus {

    private final MasterKeys keys;
    private final KeyHolders holders;
    private final KeyUse use;
    private final EarlierRows earlier;

    KeyStatus(MasterKeys keys, KeyHolders holders, KeyUse use, EarlierRows earlier) {
        this.keys = keys;
        this.holders = holders;
        this.use = use;
        this.earlier = earlier;
    }

    /**
     * A master key that is known by its id.
     *
     * @param here      this node has it
     * @param sealing   this node seals under it
     * @param rows      what needs it, at most some hundred thousand; 0 where it seals, since that is not counted
     * @param removable nothing needs it: it may be taken out of every node's keys
     */
    public record Key(String id, boolean here, boolean sealing, long rows, boolean removable) {}

    /** A running node. */
    public record Node(UUID id, Set<String> keys, String sealing, Instant seenAt) {}

    /** All keys that are here or ever sealed something. */
    public List<Key> keys() {
        Set<String> ids = new TreeSet<>(holders.everSealing());
        ids.addAll(keys.ring().ids());
        return ids.stream().map(this::key).toList();
    }

    public List<Node> nodes() {
        return holders.living().stream()
                .map(one -> new Node(one.node(), one.keys(), one.sealing(), one.seenAt())).toList();
    }

    /** Values that a version before there were several keys sealed, and that no hub opens; 0 but for a fault (ADR 26). */
    public long earlier() {
        return earlier.count();
    }

    /** What is wrong with this node's keys as they stand in its settings. */
    public @Nullable String problem() {
        return keys.problem();
    }

    private Key key(String id) {
        boolean sealing = keys.sealing().id().equals(id);
        long rows = sealing ? 0 : use.rows(id);
        boolean current = id.equals(keys.ring().all().iterator().next().id());
        return new Key(id, keys.ring().find(id) != null, sealing, rows,
                !sealing && !current && rows == 0 && !holders.justSealing(id));
    }
}
