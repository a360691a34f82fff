package pk.rabta.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.Database;

/** What the hub stands on goes away, fails or fills up while officers refer: its broker and its database. */
final class Surroundings {

    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final Pattern UNCONFIRMED = Pattern.compile("relay to \\S+ failed, tried again at the next round: "
            + "The broker did not confirm");
    /** Where the hub stands in the middle of a transaction when its database fails it. */
    private static final List<String> MIDST = List.of("Claims", "Settlements", "Archive");

    private final Stage stage;

    Surroundings(Stage stage) {
        this.stage = stage;
    }

    void addTo(Faulty faults) {
        faults.fault("broker killed between send and commit, started again", this::killBrokerBeforeItsCommit)
                .partners("broker's disk full for a while", this::fillDisk)
                .fault("broker killed and its data lost", this::loseBrokersData)
                .fault("database killed before a commit, started again", this::killDatabase);
        MIDST.forEach(transaction -> faults.fault("connections to the database cut before a commit of " + transaction,
                () -> inTheMidst(transaction, this::cut)));
        (Stage.ALL ? MIDST : List.of(MIDST.get(stage.random.nextInt(MIDST.size())))).forEach(transaction -> faults.fault(
                "database read-only for a while, from before a commit of " + transaction, () -> readOnly(transaction)));
        if (Stage.ALL) {
            faults.fault("broker stopped, started again after a while", this::stopBroker);
        }
    }

    private void killBrokerBeforeItsCommit() {
        stage.points.arm("before broker commit of BrokerLink", stage.random.nextInt(2));
        stage.points.awaitReached(Stage.LIMIT);
        stage.broker.kill();
        stage.points.disarm();
        stage.broker.restart();
    }

    private void stopBroker() {
        stage.broker.stop();
        aWhile();
        stage.broker.restart();
    }

    /** The relay gives up in time, says so, and makes its next round, and what is accepted meanwhile waits. */
    private void fillDisk(Officer officer) {
        stage.points.diskFull(true);
        int before = unconfirmed();
        officer.begin();
        await("relay gave up").atMost(Stage.LIMIT).until(() -> unconfirmed() > before);
        int first = unconfirmed();
        List<Traffic.Accepted> meanwhile = stage.traffic.refer(List.of(stage.traffic.known()));
        assertThat(meanwhile).isNotEmpty();
        await("relay's next rounds").atMost(Stage.LIMIT).until(() -> unconfirmed() > first + 1);
        stage.points.diskFull(false);
        await("the broker takes messages").atMost(Stage.LIMIT).until(() -> stage.messages.open(meanwhile) == 0);
    }

    private int unconfirmed() {
        Matcher found = UNCONFIRMED.matcher(stage.hub.output());
        int times = 0;
        while (found.find()) {
            times++;
        }
        return times;
    }

    private void loseBrokersData() {
        stage.points.arm("after broker commit of BrokerLink", 0);
        stage.points.awaitReached(Stage.LIMIT);
        stage.broker.kill();
        assertThat(FileSystemUtils.deleteRecursively(stage.broker.files().resolve("data").toFile())).isTrue();
        stage.points.disarm();
        stage.broker.restart();
    }

    private void inTheMidst(String transaction, Runnable fault) {
        stage.points.arm("before commit of " + transaction, 1);
        stage.points.awaitReached(Stage.LIMIT);
        fault.run();
        stage.points.disarm();
    }

    private void killDatabase() {
        inTheMidst(MIDST.get(stage.random.nextInt(MIDST.size())), stage.database::kill);
        aWhile();
        stage.database.restart();
    }

    private void readOnly(String transaction) {
        inTheMidst(transaction, () -> readOnlyIs("on"));
        aWhile();
        readOnlyIs("off");
    }

    private void readOnlyIs(String onOrOff) {
        outside().sql("alter database rabta set default_transaction_read_only = " + onOrOff).update();
        cut();
    }

    private void cut() {
        outside().sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = 'rabta'")
                .query(Long.class).single();
    }

    /** From a database that nobody makes read-only. */
    private JdbcClient outside() {
        Database own = stage.database.database();
        return JdbcClient.create(new Database(own.url().replaceFirst("/rabta(?=$|[?])", "/postgres"), own.user(),
                own.password()).unpooled());
    }

    private static void aWhile() {
        await().pollDelay(A_WHILE).atMost(A_WHILE.plusSeconds(5)).until(() -> true);
    }
}
