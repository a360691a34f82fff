package pk.rabta.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The signed checkpoints in the database. None is made while an older one does not fit the tree any more. */
@Component("auditCheckpoints")
public class Checkpoints {

    private final JdbcClient jdbc;
    private final TreeRows tree;
    private final CheckpointKey key;
    private final OutsideCopy outside;
    private final AuditSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Checkpoints(JdbcClient jdbc, TreeRows tree, CheckpointKey key, OutsideCopy outside, AuditSettings settings,
                TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.tree = tree;
        this.key = key;
        this.outside = outside;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A checkpoint as it is kept. */
    record Kept(long size, String note, Instant madeAt) {

        private static Kept of(ResultSet row, int number) throws SQLException {
            return new Kept(row.getLong("size"), row.getString("note"), row.getTimestamp("made_at").toInstant());
        }
    }

    /** The latest one. */
    Optional<Kept> latest() {
        return jdbc.sql("select size, note, made_at from audit_checkpoint order by size desc limit 1")
                .query(Kept::of).optional();
    }

    /** Those over more than {@code from} and at most {@code to} leaves, by size. */
    List<Kept> between(long from, long to) {
        return jdbc.sql("""
                select size, note, made_at from audit_checkpoint where size > :from and size <= :to order by size""")
                .param("from", from).param("to", to)
                .query(Kept::of).list();
    }

    /** Makes one if leaves came since the last one and that is old enough. By one node at a time. */
    public void make() {
        transaction.executeWithoutResult(status -> {
            long size = tree.lock().size();
            Instant now = clock.instant();
            Kept last = latest().orElse(null);
            if (size == 0 || last != null && (last.size() >= size || young(last, now))) {
                return;
            }
            if (!outside.check(notes(last))) {
                return;
            }
            jdbc.sql("insert into audit_checkpoint (size, note, made_at) values (:size, :note, :at)")
                    .param("size", size).param("note", key.sign(size, tree.root(size))).param("at", Timestamp.from(now))
                    .update();
        });
    }

    /** Also false where the clock was set back since. */
    private boolean young(Kept last, Instant now) {
        return Duration.between(last.madeAt(), now).abs().compareTo(settings.checkpoint()) < 0;
    }

    /** Writes the latest one outside the database, if it is newer than what is there. By each node for its own. */
    public void copy() {
        Kept last = latest().orElse(null);
        if (outside.check(notes(last)) && last != null) {
            outside.keep(last.note());
        }
    }

    private static List<String> notes(@Nullable Kept last) {
        return last == null ? List.of() : List.of(last.note());
    }
}
