package pk.rabta.audit;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.merkle.DroppedWord;

/**
 * Up to where leaves are not kept any more. Retention says so by a signed leaf before it drops any, so that what somebody
 * else removed cannot pass for it: the leaf stands in the log, and counts only while it is what was written.
 */
@Component
public class Dropped {

    /** Condition of leaves that must stay: those that no checkpoint stands for yet, and the word on what was dropped. */
    public static final String WORK = """
            not exists (select 1 from audit_entry e where e.leaf_id = id
              and e.leaf_index < (select coalesce(max(c.size), 0) from audit_checkpoint c))
            or id = (select t.dropped_by from audit_tree t)""";

    private final JdbcClient jdbc;
    private final Audit audit;
    private final CheckpointKey key;
    private final TransactionTemplate transaction;

    Dropped(JdbcClient jdbc, Audit audit, CheckpointKey key, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.key = key;
        this.transaction = transaction;
    }

    /**
     * Says that leaves with a lesser id than this are dropped from now on; once for each bound.
     *
     * @param kept how long leaves are kept
     * @throws IllegalArgumentException if the bound reaches to leaves that are younger than that
     */
    public void announce(UUID before, Duration kept, Instant now) {
        if (word().filter(said -> said.before().toString().compareTo(before.toString()) >= 0).isEmpty()) {
            DroppedWord word = new DroppedWord(before, kept, now);
            transaction.executeWithoutResult(status -> {
                UUID leaf = audit.record(DroppedWord.TYPE, "hub", null, null, key.sign(word), now);
                jdbc.sql("update audit_tree set dropped_by = :leaf").param("leaf", leaf).update();
            });
        }
    }

    /** Whether the last word is not believed, such as one of a release that did not sign it: it is to be said again. */
    public boolean disbelieved() {
        return word().isEmpty() && jdbc.sql("select exists (select 1 from audit_tree where dropped_by is not null)")
                .query(Boolean.class).single();
    }

    /** What retention last said; empty while it said nothing that its leaf still proves. */
    Optional<DroppedWord> word() {
        return jdbc.sql("select " + StoredLeaf.COLUMNS + ", e.hash from audit_tree t join audit_leaf l on l.id = t.dropped_by"
                        + " left join audit_entry e on e.leaf_id = l.id")
                .query((row, n) -> word(StoredLeaf.of(row, n), row.getBytes("hash"))).optional().flatMap(word -> word);
    }

    /** Until it is numbered, its own hash must do. */
    private Optional<DroppedWord> word(StoredLeaf stored, byte @Nullable [] entry) {
        boolean whole = MessageDigest.isEqual(stored.leaf().hash(), entry == null ? stored.hash() : entry);
        return whole ? DroppedWord.read(stored.leaf(), key.verifier()) : Optional.empty();
    }
}
