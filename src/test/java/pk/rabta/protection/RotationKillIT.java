package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Secrets;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.process.HubProcess;
import pk.rabta.sandbox.process.Standalone;
import pk.rabta.sandbox.process.StandaloneBroker;
import pk.rabta.sandbox.process.StandaloneDatabase;

/** SIGKILL of the node that seals again, in the middle of a change of the master key: another goes on, nothing is lost. */
class RotationKillIT {

    private static final int PERSONS = 8_000;
    private static final String ANY = "VOT-TEST-ROTATION-";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private StandaloneDatabase database;
    private StandaloneBroker broker;
    private SandboxEnvironment around;
    private HubProcess first;
    private HubProcess second;
    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private Path file;

    @BeforeEach
    void start() {
        database = StandaloneDatabase.start();
        broker = StandaloneBroker.start();
        around = SandboxEnvironment.start(Simulators.all());
        Database own = database.database();
        DataSource source = own.dataSource();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        Map<String, Object> properties = Standalone.properties(around, own, broker);
        properties.put("rabta.leases.term", "10s");
        properties.put("rabta.leases.period", "1000");
        file = Path.of(properties.get("rabta.protection.master-key-file").toString());
        first = HubProcess.start(properties);
        // What is single is the first one's from now on.
        await().atMost(LIMIT).until(() -> jdbc.sql("select exists (select 1 from lease)").query(Boolean.class).single());
        second = HubProcess.start(properties);
        around.hubStarted(second.url());
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
        around.close();
        broker.close();
        database.close();
    }

    @Test
    void anotherNodeGoesOnAndEverythingOpensUnderTheNewKey() throws Exception {
        String old = Files.readString(file);
        String young = "current " + Secrets.key() + '\n';
        String oldId = KeyRing.of(old, "old").ids().iterator().next();
        String youngId = KeyRing.of(young, "young").ids().iterator().next();
        persons(old);
        transaction.executeWithoutResult(status -> {
            // A row that is held is passed over: the rotation cannot end before the kill.
            jdbc.sql("select 1 from person where victim_id = :id for update").param("id", ANY + "0").query().listOfRows();
            keys(young + old.replace("current", "other"));
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> seeded(youngId) > 0);
            first.kill();
            assertThat(seeded(oldId)).as("left in the middle").isPositive();
        });
        await().atMost(LIMIT).until(() -> under(oldId) == 0);
        await().atMost(LIMIT).until(() -> second.output().contains("rows of master key " + oldId + " are now under "
                + youngId));
        // An operator waits until the old key is told as removable (RotationTest); nothing needs it now.
        minutesPass();
        keys(young);
        await().atMost(LIMIT).until(() -> keys(second).path("problem").isMissingNode());
        second.restart();
        assertThat(keys(second).path("keys").findValuesAsText("id")).as("a start without the old key").contains(youngId);
        allOpen(young);
    }

    /** Many of the same text, each under a key of its own that the old master key seals. */
    private void persons(String ring) {
        KeyNode node = new KeyNode(KeyNode.write(folder.resolve("seeds"), ring), jdbc, transaction, Clock.systemUTC());
        String[] ids = IntStream.range(0, PERSONS).mapToObj(i -> ANY + i).toArray(String[]::new);
        byte[][] keys = new byte[PERSONS][];
        byte[][] snapshots = new byte[PERSONS][];
        for (int i = 0; i < PERSONS; i++) {
            keys[i] = node.vault.newKey(ids[i]);
            snapshots[i] = node.vault.seal(keys[i], ids[i], ids[i].getBytes(StandardCharsets.UTF_8));
        }
        jdbc.sql("""
                insert into person (victim_id, token, sealed_key, snapshot, created_at)
                select id, id, key, snapshot, now() from unnest(cast(:ids as text[]), cast(:keys as bytea[]),
                  cast(:snapshots as bytea[])) n(id, key, snapshot)""").param("ids", ids).param("keys", keys)
                .param("snapshots", snapshots).update();
        // The nodes need not wait for it with the new key.
        node.keys.leave();
    }

    /** For what the database knows of the nodes: the dead one is gone, and what was sealed is settled. */
    private void minutesPass() {
        Duration longest = KeyHolders.SETTLED.plus(KeyHolders.ALIVE);
        jdbc.sql("update master_key set last_sealed_at = last_sealed_at - make_interval(secs => :s)")
                .param("s", longest.toSeconds()).update();
        jdbc.sql("update key_holder set seen_at = seen_at - make_interval(secs => :s)")
                .param("s", longest.toSeconds()).update();
    }

    private void allOpen(String ring) {
        KeyNode node = new KeyNode(KeyNode.write(folder.resolve("young"), ring), jdbc, transaction, Clock.systemUTC());
        assertThat(jdbc.sql("select victim_id, sealed_key, snapshot from person where starts_with(victim_id, :any)")
                .param("any", ANY).query((row, n) -> {
                    String id = row.getString(1);
                    assertThat(node.vault.open(row.getBytes(2), id, row.getBytes(3))).asString(StandardCharsets.UTF_8)
                            .isEqualTo(id);
                    return id;
                }).list()).hasSize(PERSONS);
        for (SealedColumn column : SealedColumn.ALL) {
            jdbc.sql("select " + column.owner() + " as owner, " + column.column() + " as sealed from " + column.table()
                            + " where " + column.where() + " and " + column.column() + " is not null")
                    .query((row, n) -> assertThat(node.vault.openSecret(row.getString(1), row.getBytes(2))).isNotEmpty()).list();
        }
    }

    private void keys(String ring) {
        try {
            Path half = KeyNode.write(folder.resolve("half"), ring);
            Files.copy(half, file.resolveSibling(file.getFileName() + ".new"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(file.resolveSibling(file.getFileName() + ".new"), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private long seeded(String id) {
        return jdbc.sql("select count(*) from person where starts_with(victim_id, :any) and substring(sealed_key from 1 for 5) "
                + "= :prefix").param("any", ANY).param("prefix", MasterKey.prefix(id)).query(Long.class).single();
    }

    private long under(String id) {
        return new KeyUse(jdbc).rows(id);
    }

    private JsonNode keys(HubProcess hub) {
        return HubClient.of(around, hub.url(), "VSO").as("ADMIN").get("/v1/admin/keys").body();
    }
}
