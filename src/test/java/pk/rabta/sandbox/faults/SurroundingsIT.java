package pk.rabta.sandbox.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.Database;

/** What the hub stands on goes away, fails or fills up while officers refer: its broker and its database. */
class SurroundingsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(8);

    private static Stage stage;
    private static FaultTable table;

    @BeforeAll
    static void start() {
        table = new FaultTable("Broker and database");
        stage = new Stage("surroundings", Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        table.write();
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void withoutBrokerOrDatabaseForAWhileItLosesDoublesAndReordersNothing() throws Exception {
        new Faulty(stage, table)
                .fault("broker killed between send and commit, started again", 1, SurroundingsIT::killBrokerBeforeItsCommit)
                .fault("broker's disk full for a while", 1, SurroundingsIT::fillDisk)
                .fault("broker killed and its data lost", 1, SurroundingsIT::loseBrokersData)
                .fault("connections to the database cut, five times", 1, SurroundingsIT::cutOften)
                .fault("database read-only for a while", 1, SurroundingsIT::readOnly)
                .more("broker stopped, started again after a while", 2, SurroundingsIT::stopBroker)
                .more("database killed, started again after a while", 2, SurroundingsIT::killDatabase)
                .run();
    }

    private static void killBrokerBeforeItsCommit() {
        stage.points.arm("before broker commit of BrokerLink", stage.random.nextInt(2));
        stage.points.awaitReached(Stage.LIMIT);
        stage.broker.kill();
        stage.points.disarm();
        stage.broker.restart();
    }

    private static void stopBroker() {
        stage.broker.stop();
        aWhile();
        stage.broker.restart();
    }

    private static void fillDisk() {
        int before = refusals();
        stage.points.diskFull(true);
        // The relay gives up in time, says so, and makes its next round: it does not hang.
        await("relay gave up").atMost(Stage.LIMIT).until(() -> refusals() > before + 1);
        stage.points.diskFull(false);
    }

    private static int refusals() {
        return stage.hub.output().split("relay to \\S+ failed, tried again at the next round").length;
    }

    private static void loseBrokersData() throws Exception {
        stage.points.arm("after broker commit of BrokerLink", 0);
        stage.points.awaitReached(Stage.LIMIT);
        stage.broker.kill();
        FileSystemUtils.deleteRecursively(stage.broker.files().resolve("data"));
        stage.points.disarm();
        stage.broker.restart();
    }

    private static void cutOften() {
        for (int i = 0; i < 5; i++) {
            Duration pause = Duration.ofMillis(500 + stage.random.nextInt(1000));
            await().pollDelay(pause).atMost(pause.plusSeconds(5)).until(() -> true);
            cut();
        }
    }

    private static void killDatabase() {
        stage.database.kill();
        aWhile();
        stage.database.restart();
    }

    private static void readOnly() {
        readOnly("on");
        aWhile();
        readOnly("off");
    }

    private static void readOnly(String onOrOff) {
        outside().sql("alter database rabta set default_transaction_read_only = " + onOrOff).update();
        cut();
    }

    private static void cut() {
        outside().sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = 'rabta'")
                .query(Long.class).single();
    }

    /** From a database that nobody makes read-only. */
    private static JdbcClient outside() {
        Database own = stage.database.database();
        return JdbcClient.create(new DriverManagerDataSource(own.url().replaceFirst("/rabta(?=$|[?])", "/postgres"),
                own.user(), own.password()));
    }

    private static void aWhile() {
        await().pollDelay(A_WHILE).atMost(A_WHILE.plusSeconds(5)).until(() -> true);
    }
}
