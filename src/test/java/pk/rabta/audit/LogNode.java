package pk.rabta.audit;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.protection.AuditMark;
import pk.rabta.sandbox.Database;

/** What a node has of the audit, on a database of its own; nothing runs but what a test calls. */
public final class LogNode implements AutoCloseable {

    /** The same for all nodes of this JVM: they are nodes of one hub. */
    private static final String KEY = random();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final AtomicBoolean leaseLost = new AtomicBoolean();
    public final JdbcClient jdbc;

    @ComponentScan({"pk.rabta.audit", "pk.rabta.protection"})
    @ConfigurationPropertiesScan({"pk.rabta.audit", "pk.rabta.protection"})
    @EnableConfigurationProperties
    private static final class Parts {}

    /** With the same key as every other node. */
    public LogNode(Database database, Path outside, Clock clock) {
        JdbcTransactionManager manager = new JdbcTransactionManager(database.dataSource());
        manager.setTransactionExecutionListeners(List.of(new TransactionExecutionListener() {
            @Override
            public void beforeCommit(TransactionExecution commit) {
                if (leaseLost.get() && !commit.isReadOnly()) {
                    throw new IllegalStateException("the lease is lost");
                }
            }
        }));
        jdbc = JdbcClient.create(database.dataSource());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", Map.of(
                "rabta.protection.master-key", KEY,
                "rabta.audit.directory", outside.toString(), "rabta.audit.checkpoint", "0s")));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(
                manager.getDataSource()));
        context.registerBean(PlatformTransactionManager.class, () -> manager);
        context.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(manager));
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(Clock.class, () -> clock);
        context.register(Parts.class);
        context.refresh();
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** Numbers all that is committed: other databases of the server have transactions too, which hold this back. */
    public void sequence() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            get(Sequencer.class).run();
            return jdbc.sql("""
                    select not exists (select 1 from audit_leaf l, audit_tree t where (l.tx, l.id) > (t.tx, t.leaf_id)
                      and not exists (select 1 from audit_entry e where e.leaf_id = l.id))""").query(Boolean.class).single();
        });
    }

    /** Numbers, signs, and copies, as the routes do in turn. */
    public void round() {
        sequence();
        get(Checkpoints.class).make();
        get(Checkpoints.class).copy();
    }

    /** Writes a leaf as the hub does, with an id and a time of one's own. */
    public void insert(Leaf leaf) {
        insert(jdbc, leaf);
    }

    /** The same by a connection of one's own. */
    void insert(JdbcClient on, Leaf leaf) {
        insert(on, leaf, get(AuditMark.class).of(leaf.hash()));
    }

    /** Writes one with a mark, or none. */
    void insert(JdbcClient on, Leaf leaf, byte[] mark) {
        on.sql("""
                insert into audit_leaf (id, type, actor, detail, recorded_at, leaf_hash, mark)
                values (:id, :type, :actor, cast(:detail as jsonb), cast(:at as timestamptz), :hash, :mark)""")
                .param("id", leaf.id()).param("type", leaf.type()).param("actor", leaf.actor())
                .param("detail", leaf.detail().toString()).param("at", leaf.time()).param("hash", leaf.hash())
                .param("mark", mark, Types.BINARY).update();
    }

    /** As who owns the database can. */
    public void letLeavesBeChanged() {
        jdbc.sql("alter table audit_leaf disable trigger audit_leaf_stays").update();
    }

    double gauge(String name) {
        return get(MeterRegistry.class).get(name).gauge().value();
    }

    double conflict() {
        return gauge("rabta.audit.conflict");
    }

    /** From here on each commit fails as if another node had taken over. */
    void loseLease(boolean lost) {
        leaseLost.set(lost);
    }

    @Override
    public void close() {
        context.close();
    }

    private static String random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
