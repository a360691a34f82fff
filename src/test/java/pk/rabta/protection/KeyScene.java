package pk.rabta.protection;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;
import pk.rabta.sandbox.HandClock;
import pk.rabta.sandbox.Secrets;

/** A database of its own, nodes with a key file each, and a clock that goes on only when told. */
abstract class KeyScene {

    protected static final String TEXT = "what only this person's key opens";

    @TempDir
    protected Path folder;
    protected final String old = Secrets.key();
    protected final String young = Secrets.key();
    protected final String oldId = MasterKey.of(old, "old").id();
    protected final String youngId = MasterKey.of(young, "young").id();
    protected final HandClock clock = new HandClock();
    protected JdbcClient jdbc;
    protected TransactionTemplate transaction;

    @BeforeEach
    void database() {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        DataSource source = database.dataSource();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    protected KeyNode node(String name, String... lines) {
        return node(clock, name, lines);
    }

    /** A node by whose clock it is another time. */
    protected KeyNode node(Clock itsOwn, String name, String... lines) {
        return new KeyNode(KeyNode.write(folder.resolve(name), lines), jdbc, transaction, itsOwn);
    }

    /** So much time passes, by the nodes' clocks and by the database's. */
    protected void pass(Duration time) {
        clock.forward(time);
        jdbc.sql("update key_holder set seen_at = seen_at - make_interval(secs => :s)").param("s", time.toSeconds()).update();
        jdbc.sql("update master_key set last_sealed_at = last_sealed_at - make_interval(secs => :s)")
                .param("s", time.toSeconds()).update();
    }

    protected void person(KeyNode node, String id) {
        byte[] key = node.vault.newKey(id);
        jdbc.sql("""
                insert into person (victim_id, token, sealed_key, snapshot, created_at)
                values (:id, :id, :key, :snapshot, :now)""").param("id", id).param("key", key)
                .param("snapshot", node.vault.seal(key, id, TEXT.getBytes(StandardCharsets.UTF_8)))
                .param("now", Timestamp.from(clock.instant())).update();
    }

    protected String read(KeyNode node, String id) {
        return jdbc.sql("select sealed_key, snapshot from person where victim_id = :id").param("id", id)
                .query((row, n) -> new String(node.vault.open(row.getBytes(1), id, row.getBytes(2)),
                        StandardCharsets.UTF_8)).single();
    }

    protected void both(KeyNode one, KeyNode two) {
        one.keys.readAgain();
        two.keys.readAgain();
        one.keys.readAgain();
    }

    /** Counted, where the status says 0 of the key that seals. */
    protected long rows(String id) {
        return new KeyUse(jdbc).rows(id);
    }
}
