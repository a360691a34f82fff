package pk.rabta.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.audit.merkle.InvalidCheckpointException;

/** What this node keeps outside the database, held against the database's tree. */
@Component
class OutsideCopy {

    private static final Logger LOG = LoggerFactory.getLogger(OutsideCopy.class);

    private final OutsideFiles files;
    private final CheckpointCheck tree;
    private final CheckpointKey key;
    private final AtomicInteger conflict = new AtomicInteger();
    private final AtomicLong known = new AtomicLong();
    private final Counter failures;

    OutsideCopy(OutsideFiles files, CheckpointCheck tree, CheckpointKey key, MeterRegistry meters) {
        this.files = files;
        this.tree = tree;
        this.key = key;
        meters.gauge("rabta.audit.conflict", conflict);
        this.failures = meters.counter("rabta.audit.outside.failures");
        try {
            look();
        } catch (UncheckedIOException e) {
            // Counted, and told by the rounds that come; the hub serves without it.
            LOG.warn("the audit's checkpoints in {} cannot be read: {}. See src/docs/audit.md, AuditNotCopied",
                    files.directory(), e.getMessage());
        }
    }

    /** Whether the tree fits these notes and the last one of each file. The log is told when that changes. */
    boolean check(List<String> notes) {
        List<String> all = notes();
        all.addAll(notes);
        List<String> findings = tree.check(all).stream().map(Finding::text).toList();
        if (findings.isEmpty() && conflict.getAndSet(0) == 1) {
            LOG.info("the audit fits its checkpoints again");
        }
        if (!findings.isEmpty() && conflict.getAndSet(1) == 0) {
            LOG.error("{} No further checkpoint is made. Keep the database and {} as they are, and do what"
                    + " src/docs/audit.md says of AuditDoesNotFit.", String.join(" ", findings), files.directory());
        }
        return findings.isEmpty();
    }

    /** The last note of each file. To be read before the tree that is held against them: that only grows. */
    List<String> notes() {
        return new ArrayList<>(look());
    }

    /** How many leaves the checkpoints outside stand for. */
    long size() {
        return look().stream().mapToLong(this::size).max().orElse(0);
    }

    /** The same as of the last look at the files that succeeded: to be told while they cannot be read, too. */
    long known() {
        return known.get();
    }

    private List<String> look() {
        return counted(() -> {
            List<String> last = files.last();
            known.set(last.stream().mapToLong(this::size).max().orElse(0));
            return last;
        });
    }

    private <T> T counted(Supplier<T> work) {
        try {
            return work.get();
        } catch (UncheckedIOException e) {
            failures.increment();
            throw e;
        }
    }

    private long size(String note) {
        try {
            return key.open(note).size();
        } catch (InvalidCheckpointException e) {
            return 0;
        }
    }

    /** Keeps a note that fits, if it stands for more leaves than what is there. */
    void keep(String note) {
        if (size(note) > size()) {
            counted(() -> {
                files.append(note);
                return note;
            });
            known.set(size(note));
        }
    }
}
