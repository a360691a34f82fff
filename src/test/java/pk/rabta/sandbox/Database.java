package pk.rabta.sandbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One database of a running PostgreSQL server: how to reach it. */
public record Database(String url, String user, String password) {

    private static final Map<Database, DataSource> POOLS = new ConcurrentHashMap<>();
    /** One for all of them, so that a pool that nobody uses costs nothing. */
    private static final ScheduledExecutorService HOUSEKEEPER = Executors.newScheduledThreadPool(1,
            Thread.ofPlatform().daemon().name("sandbox-connections").factory());

    /** Keeps connections for those who come next: each new one costs the server a process, some 20 ms of a core. */
    public DataSource dataSource() {
        return POOLS.computeIfAbsent(this, Database::pool);
    }

    /** Opens a new connection at each call, for tests that break them. */
    public DataSource unpooled() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private DataSource pool() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(20);
        // None is held for long, and none is needed to begin: the server may be down.
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000);
        pool.setInitializationFailTimeout(-1);
        pool.setScheduledExecutor(HOUSEKEEPER);
        return new HikariDataSource(pool);
    }

    @Override
    public String toString() {
        return url;
    }
}
