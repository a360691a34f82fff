package pk.rabta.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;
import pk.rabta.sandbox.MovableClock;

/** Two nodes on one real PostgreSQL, and a clock that both see. */
class LeasesTest {

    private static final Duration TERM = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();
    private DataSource source;
    private JdbcClient jdbc;
    private Node first;
    private Node second;

    /** What a process has: its leases, and transactions that look at the lease under which a thread works. */
    private final class Node {
        private final Leases leases = new Leases(jdbc, new LeaseSettings(TERM, 5000), clock);
        private final RunningLease running = new RunningLease(leases);
        private final TransactionTemplate transaction;

        Node() {
            JdbcTransactionManager manager = new JdbcTransactionManager(source);
            manager.setTransactionExecutionListeners(List.of(running));
            transaction = new TransactionTemplate(manager);
        }

        void write(String what) {
            transaction.executeWithoutResult(status -> jdbc.sql("insert into work values (:what)")
                    .param("what", what).update());
        }

        Optional<Long> epoch() {
            return leases.hold("lists").map(Lease::epoch);
        }
    }

    @BeforeEach
    void nodes() {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        source = database.dataSource();
        jdbc = JdbcClient.create(source);
        jdbc.sql("create table work (what text)").update();
        first = new Node();
        second = new Node();
    }

    private List<String> work() {
        return jdbc.sql("select what from work order by 1").query(String.class).list();
    }

    @Test
    void oneNodeHolds_whileItRenews() {
        assertThat(first.epoch()).contains(1L);
        for (int round = 0; round < 5; round++) {
            clock.advance(TERM.minusSeconds(5));
            first.leases.renew();
            assertThat(second.epoch()).isEmpty();
            assertThat(first.epoch()).contains(1L);
        }
    }

    @Test
    void anotherNodeTakesOver_afterTheEnd() {
        first.epoch();
        clock.advance(TERM);
        assertThat(second.epoch()).contains(2L);
        first.leases.renew();
        assertThat(first.epoch()).isEmpty();
        assertThat(second.epoch()).contains(2L);
    }

    @Test
    void anotherNodeNeedNotWait_afterAGracefulStop() {
        first.epoch();
        first.leases.release();
        assertThat(second.epoch()).contains(2L);
    }

    @Test
    void leaseFromBeforeTheClockWasSetBack_isNobodys() {
        clock.advance(Duration.ofDays(20));
        first.epoch();
        clock.reset();
        assertThat(second.epoch()).contains(2L);
    }

    @Test
    void takeover_waitsForTheCommitThatLookedAtTheLease() {
        Lease lease = first.leases.hold("lists").orElseThrow();
        CompletableFuture<Optional<Long>> takeover = first.transaction.execute(status -> {
            first.leases.check(lease);
            clock.advance(TERM);
            CompletableFuture<Optional<Long>> other = CompletableFuture.supplyAsync(second::epoch);
            await().until(() -> jdbc.sql("""
                    select exists (select 1 from pg_stat_activity where datname = current_database()
                      and wait_event_type = 'Lock')""").query(Boolean.class).single());
            assertThat(other).isNotDone();
            return other;
        });
        assertThat(takeover).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(Optional.of(2L));
    }

    @Test
    void lateWriteOfARouteThatStalled_isRefused() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        try (CamelContext one = hub(first, () -> {
                stalled.countDown();
                assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();
                first.write("late");
                return null;
            }); CamelContext other = hub(second, () -> {
                second.write("of the second");
                return null;
            })) {
            CompletableFuture<Exception> run = CompletableFuture.supplyAsync(() -> run(one));
            assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(run(other)).isNull();
            assertThat(work()).as("the second has no lease yet").isEmpty();
            clock.advance(TERM);
            assertThat(run(other)).isNull();
            goesOn.countDown();
            assertThat(run).succeedsWithin(30, TimeUnit.SECONDS).isInstanceOf(LeaseLostException.class);
            assertThat(work()).containsExactly("of the second");
            assertThat(run(one)).as("it is not its turn").isNull();
            assertThat(work()).containsExactly("of the second");
        }
    }

    @Test
    void fileFoundWithoutALease_isAFailure_soThatItStays() throws Exception {
        second.leases.hold("singles");
        try (CamelContext one = hub(first, () -> null)) {
            assertThat(one.createProducerTemplate().send("direct:singles", e -> e.getMessage().setBody("bytes"))
                    .getException()).isInstanceOf(LeaseLostException.class);
        }
    }

    @Test
    void writesWithoutALease_areNobodysBusiness() {
        second.epoch();
        first.write("of a request");
        assertThat(work()).containsExactly("of a request");
    }

    @Test
    void termMustOutliveALateRenewal() {
        assertThatThrownBy(() -> new LeaseSettings(Duration.ofSeconds(10), 5000))
                .hasMessageContaining("rabta.leases.term").hasMessageContaining("rabta.leases.period");
    }

    private static Exception run(CamelContext hub) {
        return hub.createProducerTemplate().send("direct:singles", exchange -> { }).getException();
    }

    private static CamelContext hub(Node node, java.util.concurrent.Callable<Void> step) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:singles").routeId("singles").routePolicy(new Singleton(node.leases, node.running))
                        .process(exchange -> step.call()).process(exchange -> exchange.setVariable("done", true));
            }
        });
        context.start();
        return context;
    }
}
