package pk.rabta.batch.inbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import pk.rabta.batch.file.RowVault;

/** What became of each row of a file, as it is kept. */
@Component
class RowRecords {

    private final JdbcOperations jdbc;
    private final InFiles files;
    private final RowVault vault;

    RowRecords(JdbcOperations jdbc, InFiles files, RowVault vault) {
        this.jdbc = jdbc;
        this.files = files;
        this.vault = vault;
    }

    /** All rows of a chunk at once, within its transaction. */
    void store(InFile file, List<Row> rows, List<RowEnd> ends) {
        List<Object[]> records = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            records.add(record(file, rows.get(i), ends.get(i)));
        }
        jdbc.batchUpdate("""
                insert into batch_row (file_id, number, referral_id, state, problem, content)
                values (?, ?, ?, ?, cast(? as jsonb), ?)""", records);
    }

    private Object[] record(InFile file, Row row, RowEnd end) {
        String referral = switch (end) {
            case RowEnd.Applied applied -> applied.referralId();
            case RowEnd.Same same -> same.referralId();
            case RowEnd.Refused refused -> refused.referralId();
        };
        return new Object[] {file.id(), row.number(), referral, end.getClass().getSimpleName().toUpperCase(Locale.ROOT),
                end instanceof RowEnd.Refused refused ? files.text(refused.problems()) : null,
                referral == null || end instanceof RowEnd.Refused ? null : sealed(file, referral, row)};
    }

    /** The row as it was read, under its person's key, so that erasing the person erases it too. */
    private byte @Nullable [] sealed(InFile file, String referral, Row row) {
        return vault.seal(referral, "batch-row/" + file.id() + '/' + row.number(),
                String.valueOf(row.document()).getBytes(StandardCharsets.UTF_8));
    }
}
