package pk.rabta.batch.inbound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.batch.file.RowVault;
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
    private final JdbcClient jdbc;
    private final RowVault vault;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Chunks(InFiles files, Spool spool, RowApplier applier, JdbcClient jdbc, RowVault vault,
            TransactionTemplate transaction, Clock clock) {
        this.files = files;
        this.spool = spool;
        this.applier = applier;
        this.jdbc = jdbc;
        this.vault = vault;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Applies all rows from the file's next row on. */
    void apply(InFile from, InboundKind kind) throws IOException {
        InFile file = from;
        try (BatchReader reader = new BatchReader(file.partner(), kind, file.correction(), spool.read(file.id()))) {
            for (int skip = 1; skip < file.nextRow(); skip++) {
                reader.next();
            }
            List<Row> chunk = read(reader);
            while (true) {
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
            ChunkCount count = new ChunkCount(0, 0, 0);
            for (Row row : rows) {
                RowEnd end = applier.apply(file, kind, row);
                record(file, row, end);
                count = count.plus(end);
            }
            if (!files.applied(file, count, last, clock.instant())) {
                status.setRollbackOnly();
                return null;
            }
            LOG.info("file {}: rows {} to {}: {} applied, {} known, {} refused", file.id(), file.nextRow(),
                    file.nextRow() + count.rows() - 1, count.good(), count.same(), count.bad());
            return count;
        });
    }

    private void record(InFile file, Row row, RowEnd end) {
        String referral = switch (end) {
            case RowEnd.Applied applied -> applied.referralId();
            case RowEnd.Same same -> same.referralId();
            case RowEnd.Refused refused -> refused.referralId();
        };
        jdbc.sql("""
                insert into batch_row (file_id, number, referral_id, state, problem, content)
                values (:file, :number, :referral, :state, cast(:problem as jsonb), :content)""")
                .param("file", file.id()).param("number", row.number()).param("referral", referral)
                .param("state", end.getClass().getSimpleName().toUpperCase(Locale.ROOT))
                .param("problem", end instanceof RowEnd.Refused refused ? files.text(refused.problems()) : null)
                .param("content", referral == null || end instanceof RowEnd.Refused ? null : sealed(file, referral, row))
                .update();
    }

    /** The row as it was read, under its person's key, so that erasing the person erases it too. */
    private byte @Nullable [] sealed(InFile file, String referral, Row row) {
        return vault.seal(referral, "batch-row/" + file.id() + '/' + row.number(),
                String.valueOf(row.document()).getBytes(StandardCharsets.UTF_8));
    }
}
