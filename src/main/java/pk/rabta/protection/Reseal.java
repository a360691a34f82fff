package pk.rabta.protection;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a change of the master key: seals again what stands under an older one, a small batch a transaction. Nothing is
 * remembered between batches, since the values themselves say what is left: it goes on wherever a stop left it.
 */
@Component("reseal")
public class Reseal {

    private static final Logger LOG = LoggerFactory.getLogger(Reseal.class);
    private static final int BATCH = 200;
    /** Of one round, so that a node that ends is not waited for. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MasterKeys keys;
    private final KeyHolders holders;
    private final KeyUse use;
    private final Vault vault;
    private final Clock clock;
    private final AtomicLong left = new AtomicLong();

    Reseal(JdbcClient jdbc, TransactionTemplate transaction, MasterKeys keys, KeyHolders holders, KeyUse use,
           Vault vault, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.holders = holders;
        this.use = use;
        this.vault = vault;
        this.clock = clock;
        meters.gauge("rabta.keys.reseal.left", left);
    }

    private record Value(String key, String owner, byte[] sealed) {}

    /** One round. Called by the route {@code reseal}, on one node at a time. */
    public void run() {
        Instant end = clock.instant().plus(LONGEST);
        String current = keys.sealing().id();
        // Until all seal under the same key, one node would undo what another does.
        if (holders.living().stream().anyMatch(holder -> !holder.sealing().equals(current))) {
            return;
        }
        long rows = 0;
        for (String old : holders.everSealing()) {
            if (!old.equals(current)) {
                int sealed = sealAgain(old, end);
                long rest = use.rows(old);
                rows += rest;
                if (sealed > 0) {
                    LOG.info("{} rows of master key {} are now under {}, {} are left", sealed, old, current, rest);
                }
            }
        }
        left.set(rows);
    }

    private int sealAgain(String old, Instant end) {
        int all = 0;
        for (SealedColumn column : SealedColumn.ALL) {
            int some;
            do {
                some = batch(column, old);
                all += some;
            } while (some == BATCH && clock.instant().isBefore(end));
        }
        return all;
    }

    /** Rows that somebody holds are passed over: they come in the next round. */
    int batch(SealedColumn column, String old) {
        Integer sealed = transaction.execute(status -> {
            List<Value> values = jdbc.sql("select " + column.key() + " as key, " + column.owner() + " as owner, "
                            + column.column() + " as sealed from " + column.table() + " where " + column.sealedUnder()
                            + " limit " + BATCH + " for no key update skip locked")
                    .param("prefix", MasterKey.prefix(old)).query(Reseal::value).list();
            List<Value> again = values.stream().map(value -> again(column, value)).filter(Objects::nonNull).toList();
            if (!again.isEmpty()) {
                write(column, again);
            }
            return again.size();
        });
        return sealed == null ? 0 : sealed;
    }

    private void write(SealedColumn column, List<Value> values) {
        jdbc.sql("update " + column.table() + " t set " + column.column() + " = n.sealed from unnest(cast(:keys as "
                        + column.type() + "[]), cast(:sealed as bytea[])) n(key, sealed) where t." + column.key()
                        + " = n.key")
                .param("keys", values.stream().map(Value::key).toArray(String[]::new))
                .param("sealed", values.stream().map(Value::sealed).toArray(byte[][]::new)).update();
    }

    /** Null where it does not open: it keeps its key from being taken out, and holds up nothing else. */
    private @Nullable Value again(SealedColumn column, Value value) {
        try {
            return new Value(value.key(), value.owner(),
                    vault.sealSecret(value.owner(), vault.openSecret(value.owner(), value.sealed())));
        } catch (IllegalStateException e) {
            LOG.error("{} in {} does not open: {}", value.key(), column.table(), e.getMessage());
            return null;
        }
    }

    private static Value value(ResultSet row, int number) throws SQLException {
        return new Value(row.getString("key"), row.getString("owner"), row.getBytes("sealed"));
    }
}
