package pk.rabta.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of its own with many rows, which tells how many of them queries look at, along an index or not. */
public final class SeededRows {

    private static final Logger LOG = LoggerFactory.getLogger(SeededRows.class);

    private final DataSource source;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    private SeededRows(DataSource source) {
        this.source = source;
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        jdbc = JdbcClient.create(source);
    }

    /**
     * A new one with these rows. Not pooled: the server counts what a connection looked at in transactions before, too.
     *
     * @param seed statements, each ending a line with its semicolon. Each is a transaction of its own: a long one would hold
     *             back the audit of the other tests' hub, in the same server
     */
    public static SeededRows of(String seed) {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        SeededRows rows = new SeededRows(database.unpooled());
        try (Connection connection = rows.source.getConnection(); Statement statement = connection.createStatement()) {
            for (String one : seed.split(";\n")) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("The rows do not fit the tables", e);
        }
        return rows;
    }

    public DataSource source() {
        return source;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** By table, the rows that queries in one transaction looked at; what they change is undone. */
    public Map<String, Long> looksAt(Runnable queries) {
        return transaction.execute(status -> {
            status.setRollbackOnly();
            // Other processes would count by themselves.
            jdbc.sql("set local max_parallel_workers_per_gather = 0").update();
            long start = System.nanoTime();
            queries.run();
            LOG.info("took {} ms", (System.nanoTime() - start) / 1_000_000);
            return jdbc.sql("""
                    select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as rows
                    from pg_stat_xact_user_tables""").query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        });
    }
}
