package pk.rabta.batch.inbound;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.layout.InboundKind;

/** Applies a checked file chunk by chunk: a chunk's effects, its row records and the place to go on commit together. */
@Component
class Chunks {

    private static final Logger LOG = LoggerFactory.getLogger(Chunks.class);
    static final int ROWS = 100;

    private final InFiles files;
    private final Spool spool;
    private final RowApplier applier;
    private final NamedReferrals named;
    private final RowRecords records;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile boolean stopping;

    Chunks(InFiles files, Spool spool, RowApplier applier, NamedReferrals named, RowRecords records,
            TransactionTemplate transaction, Clock clock) {
        this.files = files;
        this.spool = spool;
        this.applier = applier;
        this.named = named;
        this.records = records;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The hub ends: what is being read or applied is left at its next row or chunk, and goes on where another starts. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    /** Applies all rows from the file's next row on, as long as the hub runs. */
    void apply(InFile from, InboundKind kind) throws IOException {
        InFile file = from;
        try (BatchReader reader = new BatchReader(kind, file.correction(), spool.read(file.id()))) {
            for (int skip = 1; skip < file.nextRow() && !stopping; skip++) {
                reader.next();
            }
            List<Row> chunk = read(reader);
            while (!stopping) {
                List<Row> next = read(reader);
                ChunkCount count = commit(file, kind, chunk, next.isEmpty());
                if (count == null || next.isEmpty()) {
                    return;
                }
                file = new InFile(file.id(), file.partner(), file.kind(), file.correction(), file.state(),
                        file.nextRow() + count.rows());
                chunk = next;
            }
        }
    }

    private static List<Row> read(BatchReader reader) throws IOException {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < ROWS) {
            Row row = reader.next();
            if (row == null) {
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    /** Null if another process applied this chunk. */
    @Nullable ChunkCount commit(InFile file, InboundKind kind, List<Row> rows, boolean last) {
        return transaction.execute(status -> {
            Set<String> known = named.among(file.partner(), kind, rows);
            List<RowEnd> ends = rows.stream().map(row -> applier.apply(file, kind, row, known)).toList();
            records.store(file, rows, ends);
            ChunkCount count = ChunkCount.of(ends);
            if (!files.applied(file, count, last, clock.instant())) {
                status.setRollbackOnly();
                return null;
            }
            LOG.debug("file {}: rows {} to {}: {} applied, {} known, {} refused", file.id(), file.nextRow(),
                    file.nextRow() + count.rows() - 1, count.good(), count.same(), count.bad());
            return count;
        });
    }
}
