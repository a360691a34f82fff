package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.notify.EventFeed.Place;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;

/** A dump brings events with numbers of transactions that the new cluster has not reached. */
class RestoredEventsTest {

    private static final Reader TOOL = new Reader("tool", null, null, false);

    private final Database database = EmbeddedDatabase.shared().freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final EventFeed feed = new EventFeed(jdbc);
    private final Subscriptions subscriptions = new Subscriptions(jdbc, null);
    private List<UUID> before;

    @BeforeEach
    void history() {
        before = IntStream.range(0, 4).mapToObj(n -> event()).toList();
        subscribed("behind", 1);
        subscribed("up-to-date", 3);
        givenOut(before);
    }

    /** Transactions of other tests, in other databases of the server, hold that back. */
    private void givenOut(List<UUID> events) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(after(Place.START)).isEqualTo(events));
    }

    private UUID event() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into referral_event (id, type, client_id, actor, occurred_at, recorded_at)
                values (:id, 'referral.requested', 'tool', 'HUB', now(), now())""").param("id", id).update();
        return id;
    }

    /** One that has read up to this event. */
    private void subscribed(String id, int read) {
        jdbc.sql("""
                insert into subscription (id, client_id, url, events, secret, status, cursor_tx, cursor_position, created_at)
                select :id, 'tool', 'https://example.org/', '{}', '', 'ACTIVE', tx, position, now()
                from referral_event where id = :read""").param("id", id).param("read", before.get(read)).update();
    }

    private void restoredFromADump() {
        jdbc.sql("update referral_event set tx = cast(cast(cast(tx as text) as bigint) + 1000000000 as text)::xid8").update();
        jdbc.sql("update subscription set cursor_tx = cast(cast(cast(cursor_tx as text) as bigint) + 1000000000 as text)::xid8")
                .update();
    }

    private void start() {
        new RestoredEvents(jdbc, new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))).afterPropertiesSet();
    }

    private List<UUID> after(Place place) {
        return feed.after(TOOL, place, List.of(), 100).stream().map(FeedEvent::id).toList();
    }

    private List<UUID> unread(String subscription) {
        return after(subscriptions.find(subscription).orElseThrow().cursor());
    }

    @Test
    void whatCameWithTheDumpIsTold_andWhatHappensNowComesBehindIt() {
        Place kept = new Place(feed.after(TOOL, Place.START, List.of(), 100).getLast().tx() + 1_000_000_000, 4);
        restoredFromADump();
        assertThat(after(Place.START)).as("silent without this").isEmpty();
        start();
        List<UUID> now = List.of(event(), event());
        List<UUID> all = Stream.concat(before.stream(), now.stream()).toList();
        givenOut(all);
        assertThat(unread("behind")).isEqualTo(all.subList(2, 6));
        assertThat(unread("up-to-date")).isEqualTo(now);
        assertThat(subscriptions.behind()).containsExactly("behind", "up-to-date");
        assertThat(feed.isAhead(kept)).as("a tool is told that its place counts no more").isTrue();
        start();
        assertThat(after(Place.START)).as("once").isEqualTo(all);
    }

    @Test
    void ofTwoNodesThatStartAtOnceOnePutsThemThere() {
        restoredFromADump();
        SingleConnectionDataSource connection = new SingleConnectionDataSource(database.url(), database.user(),
                database.password(), true);
        JdbcClient first = JdbcClient.create(connection);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(connection));
        AtomicReference<UUID> between = new AtomicReference<>();
        CompletableFuture<Void> second = transaction.execute(status -> {
            first.sql("select pg_advisory_xact_lock(:turn)").param("turn", RestoredEvents.TURN).query().listOfRows();
            CompletableFuture<Void> other = CompletableFuture.runAsync(this::start);
            await().atMost(Duration.ofSeconds(30)).until(this::waits);
            new RestoredEvents(first, transaction).afterPropertiesSet();
            between.set(event());
            return other;
        });
        connection.destroy();
        second.join();
        assertThat(jdbc.sql("select id from referral_event where tx > cast('3' as xid8)").query(UUID.class).list())
                .as("the other left alone what happened since").containsExactly(between.get());
    }

    private boolean waits() {
        return jdbc.sql("""
                select exists (select 1 from pg_locks where locktype = 'advisory' and objid = :turn and not granted
                  and database = (select oid from pg_database where datname = current_database()))""")
                .param("turn", RestoredEvents.TURN).query(Boolean.class).single();
    }

    @Test
    void aStartWithoutARestoreChangesNothing() {
        List<FeedEvent> events = feed.after(TOOL, Place.START, List.of(), 100);
        start();
        assertThat(feed.after(TOOL, Place.START, List.of(), 100)).isEqualTo(events).hasSize(4);
        assertThat(feed.isAhead(new Place(events.getLast().tx(), events.getLast().position()))).isFalse();
        assertThat(unread("behind")).isEqualTo(before.subList(2, 4));
    }
}
