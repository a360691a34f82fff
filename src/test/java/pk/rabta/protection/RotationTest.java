package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;
import pk.rabta.sandbox.Secrets;
import pk.rabta.settings.WrongSettingsException;

/** The master key changes while two nodes seal and open, each with a key file of its own. */
class RotationTest {

    private static final String TEXT = "what only this person's key opens";

    @TempDir
    private Path folder;
    private final String old = Secrets.key();
    private final String young = Secrets.key();
    private final String oldId = MasterKey.of(old, "old").id();
    private final String youngId = MasterKey.of(young, "young").id();
    private final PassingClock clock = new PassingClock();
    private HikariDataSource source;
    private JdbcClient jdbc;
    private TransactionTemplate transaction;

    @BeforeEach
    void database() {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        source = new HikariDataSource();
        source.setJdbcUrl(database.url());
        source.setUsername(database.user());
        source.setPassword(database.password());
        Flyway.configure().dataSource(source).load().migrate();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    @AfterEach
    void end() {
        source.close();
    }

    private KeyNode node(String name, String... lines) {
        return new KeyNode(KeyNode.write(folder.resolve(name), lines), jdbc, transaction, clock);
    }

    private void person(KeyNode node, String id) {
        byte[] key = node.vault.newKey(id);
        jdbc.sql("""
                insert into person (victim_id, token, sealed_key, snapshot, created_at)
                values (:id, :id, :key, :snapshot, :now)""").param("id", id).param("key", key)
                .param("snapshot", node.vault.seal(key, id, TEXT.getBytes(StandardCharsets.UTF_8)))
                .param("now", Timestamp.from(clock.instant())).update();
    }

    private String read(KeyNode node, String id) {
        return jdbc.sql("select sealed_key, snapshot from person where victim_id = :id").param("id", id)
                .query((row, n) -> new String(node.vault.open(row.getBytes(1), id, row.getBytes(2)),
                        StandardCharsets.UTF_8)).single();
    }

    private void both(KeyNode one, KeyNode two) {
        one.keys.readAgain();
        two.keys.readAgain();
        one.keys.readAgain();
    }

    @Test
    void aNewKeySealsOnlyOnceEveryNodeHasIt() {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        one.write("current " + young, "other " + old);
        one.keys.readAgain();
        assertThat(one.sealing()).isEqualTo(oldId);
        two.write("current " + young, "other " + old);
        both(one, two);
        assertThat(one.sealing()).isEqualTo(youngId);
        assertThat(two.sealing()).isEqualTo(youngId);
    }

    @Test
    void aNodeThatSaidNothingForAMinuteIsNotWaitedFor() {
        KeyNode one = node("one", "current " + old);
        node("two", "current " + old);
        one.write("current " + young, "other " + old);
        clock.pass(KeyHolders.ALIVE.plusSeconds(1));
        one.keys.readAgain();
        assertThat(one.sealing()).isEqualTo(youngId);
    }

    @Test
    void aNodeLooksAtItsFileWhenItMeetsAKeyThatItLacks() {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        two.write("current " + young, "other " + old);
        clock.pass(KeyHolders.ALIVE.plusSeconds(1));
        two.keys.readAgain();
        person(two, "P-1");
        assertThatThrownBy(() -> read(one, "P-1")).hasMessageContaining(youngId);
        one.write("current " + young, "other " + old);
        clock.pass(Duration.ofSeconds(2));
        assertThat(read(one, "P-1")).isEqualTo(TEXT);
    }

    @Test
    void whatStoodUnderTheOldKeyIsSealedAgainWhileTwoNodesSealAndOpen() throws Exception {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        for (int i = 0; i < 450; i++) {
            person(i % 2 == 0 ? one : two, "P-" + i);
        }
        byte[] hash = new LookupHash(new HubKeys(jdbc, one.vault, clock)).of("cnic", "9999900000001");
        try (ExecutorService load = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> work = new ArrayList<>();
            work.add(load.submit(work(one, two, "A")));
            work.add(load.submit(work(two, one, "B")));
            one.write("current " + young, "other " + old);
            one.keys.readAgain();
            one.reseal.run();
            assertThat(rows(oldId)).isGreaterThanOrEqualTo(450);
            two.write("current " + young, "other " + old);
            both(one, two);
            // A run ends in the middle, with its process; another node goes on.
            assertThat(one.reseal.batch(SealedColumn.ALL.getFirst(), oldId)).isEqualTo(200);
            two.reseal.run();
            for (Future<Integer> done : work) {
                assertThat(done.get()).isEqualTo(300);
            }
        }
        two.reseal.run();
        assertThat(rows(oldId)).isZero();
        assertThat(read(one, "P-7")).isEqualTo(TEXT);
        assertThat(new LookupHash(new HubKeys(jdbc, two.vault, clock)).of("cnic", "9999900000001")).isEqualTo(hash);
    }

    /** Persons who come and are read by the other node, as acceptance and dispatch do. */
    private Callable<Integer> work(KeyNode writer, KeyNode reader, String name) {
        return () -> {
            int good = 0;
            for (int i = 0; i < 300; i++) {
                person(writer, name + i);
                good += read(reader, name + i).equals(TEXT) ? 1 : 0;
            }
            return good;
        };
    }

    /** Counted, where the status says 0 of the key that seals. */
    private long rows(String id) {
        return new KeyUse(jdbc).rows(id);
    }

    @Test
    void aKeyThatIsNeededIsMissedAtTheStartAndAtOnce() {
        KeyNode one = node("one", "current " + old);
        person(one, "P-1");
        one.write("current " + young);
        one.keys.readAgain();
        assertThat(one.status.problem()).contains(oldId, "1 rows need it");
        assertThat(read(one, "P-1")).isEqualTo(TEXT);
        one.keys.leave();
        assertThatThrownBy(() -> node("one", "current " + young)).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("the id " + oldId).hasMessageContaining("1 rows need");
    }

    @Test
    void aKeyThatNothingNeedsMayGo() {
        KeyNode one = node("one", "current " + old);
        person(one, "P-1");
        one.write("current " + young, "other " + old);
        one.keys.readAgain();
        one.reseal.run();
        assertThat(one.status.keys()).noneMatch(KeyStatus.Key::removable);
        clock.pass(KeyHolders.SETTLED.plusSeconds(1));
        assertThat(one.status.keys()).filteredOn(KeyStatus.Key::removable).extracting(KeyStatus.Key::id)
                .containsExactly(oldId);
        one.write("current " + young);
        one.keys.readAgain();
        assertThat(one.status.problem()).isNull();
        assertThat(read(node("two", "current " + young), "P-1")).isEqualTo(TEXT);
    }

    @Test
    void aBrokenFileChangesNothing() {
        KeyNode one = node("one", "current " + old);
        one.write("curent " + young);
        one.keys.readAgain();
        assertThat(one.status.problem()).contains("line 1");
        assertThat(one.sealing()).isEqualTo(oldId);
    }

    /** A clock that goes on only when told. */
    private static final class PassingClock extends Clock {

        private volatile Instant now = Instant.parse("2026-03-01T06:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
