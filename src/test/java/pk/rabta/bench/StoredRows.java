package pk.rabta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What a return left in the hub's database: each row of it, and what follows for the referrals that it moved. */
final class StoredRows {

    private final DataSource database;
    /** A table and which of its rows. */
    private final Map<String, String> tables = new LinkedHashMap<>();

    /** @param since when the file was laid there, by this machine's clock, as all of them are */
    StoredRows(DataSource database, String file, Instant since) {
        this.database = database;
        String later = " >= '" + since + "'";
        tables.put("batch_row", "file_id = (select id from batch_file where name = '" + file + "')");
        tables.put("partner_event", "recorded_at" + later);
        tables.put("referral_event", "recorded_at" + later);
        tables.put("delivery", "created_at" + later);
        tables.put("enrolment", "recorded_at" + later);
        tables.put("audit_leaf", "recorded_at" + later);
    }

    /** How many there are, and how long it took to write them into tables of the same shape. */
    record Copied(long rows, double seconds) {}

    /** Once more, into tables with the same indexes, one after the other. @param folder for the rows on their way */
    Copied copy(Path folder) throws SQLException, IOException {
        long rows = 0;
        long nanos = 0;
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Map.Entry<String, String> table : tables.entrySet()) {
                String bare = "bare_" + table.getKey();
                Path dump = folder.resolve(bare);
                statement.execute("create table " + bare + " (like " + table.getKey() + " including all)");
                try (OutputStream out = Files.newOutputStream(dump)) {
                    copy.copyOut("copy (select * from " + table.getKey() + " where " + table.getValue()
                            + ") to stdout (format binary)", out);
                }
                long start = System.nanoTime();
                try (InputStream in = Files.newInputStream(dump)) {
                    rows += copy.copyIn("copy " + bare + " from stdin (format binary)", in);
                }
                nanos += System.nanoTime() - start;
                Files.delete(dump);
                statement.execute("drop table " + bare);
            }
        }
        return new Copied(rows, nanos / 1e9);
    }
}
