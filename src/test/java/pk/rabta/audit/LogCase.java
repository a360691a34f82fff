package pk.rabta.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import pk.rabta.audit.merkle.CanonicalJson;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;
import pk.rabta.sandbox.MovableClock;

/** A log on a database of its own, with one node. */
abstract class LogCase {

    @TempDir
    Path outside;
    final MovableClock clock = new MovableClock();
    Database database;
    LogNode node;
    JdbcClient jdbc;

    @BeforeEach
    void open() {
        database = EmbeddedDatabase.shared().freshDatabase();
        node = new LogNode(database, outside, clock);
        jdbc = node.jdbc;
        node.letLeavesBeChanged();
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** Another process on the same database, with a folder of its own or the same. */
    LogNode another(Path folder) {
        return new LogNode(database, folder, clock);
    }

    UUID write(String type) {
        return node.get(Audit.class).record(type, "TOOL:t", "VOT-1", "REF-1",
                JsonNodeFactory.instance.objectNode().put("to", "p").put("basis", "CONSENT").put("n", 7), clock.instant());
    }

    void write(int leaves) {
        for (int n = 0; n < leaves; n++) {
            write("deed." + n);
        }
    }

    /** Ids in the order of their numbers. */
    List<UUID> numbered() {
        return jdbc.sql("select leaf_id from audit_entry order by leaf_index").query(UUID.class).list();
    }

    long size() {
        return jdbc.sql("select size from audit_tree").query(Long.class).single();
    }

    void sql(String statement) {
        jdbc.sql(statement).update();
    }

    List<Finding> findings() {
        return node.get(Verification.class).verify(0, 10_000).findings();
    }

    /** One that is not written yet. */
    Leaf leaf(String type, String detail) {
        return new Leaf(UUID.randomUUID(), type, "hub", null, null, CanonicalJson.read(detail),
                Instant.parse("2026-11-26T00:00:00.123456Z"));
    }

    /** An open transaction that has written something. */
    Connection openTransaction() throws SQLException {
        Connection open = database.dataSource().getConnection();
        open.setAutoCommit(false);
        node.insert(JdbcClient.create(new SingleConnectionDataSource(open, true)), leaf("late", "{\"b\": 1, \"a\": [\"x\"]}"));
        return open;
    }
}
