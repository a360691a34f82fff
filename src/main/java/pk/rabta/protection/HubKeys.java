package pk.rabta.protection;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keys of the hub's own that stay the same when the master key changes: what is found by them must be found for ever.
 * Random, in the database, sealed under the master key.
 */
@Component
@DependsOn("earlierSeals")
class HubKeys {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    HubKeys(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** The key of that name, made at its first use; of several nodes that make it, all have the same. */
    byte[] get(String name) {
        return find(name).orElseGet(() -> {
            jdbc.sql("insert into hub_key (name, sealed, created_at) values (:name, :sealed, :now) on conflict do nothing")
                    .param("name", name).param("sealed", vault.sealSecret("hub/" + name, AesGcm.random(BYTES)))
                    .param("now", Timestamp.from(clock.instant())).update();
            return find(name).orElseThrow();
        });
    }

    /** The key of that name, if there is one; makes none. */
    Optional<byte[]> find(String name) {
        return jdbc.sql("select sealed from hub_key where name = :name").param("name", name)
                .query((row, n) -> vault.openSecret("hub/" + name, row.getBytes(1))).optional();
    }
}
