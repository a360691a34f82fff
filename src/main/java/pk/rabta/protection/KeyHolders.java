package pk.rabta.protection;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which running nodes have which master keys. A node says so before it uses any, and every ten seconds; who said nothing
 * for a minute is gone. A key seals only once all have it.
 */
@Component
class KeyHolders {

    static final Duration ALIVE = Duration.ofMinutes(1);
    /** What was sealed under a key is committed by then: a transaction that does nothing for a minute is ended. */
    static final Duration SETTLED = Duration.ofMinutes(2);

    private final UUID node = UUID.randomUUID();
    private final JdbcClient jdbc;
    private final Clock clock;

    KeyHolders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A running node: the ids of its keys, and under which it seals. */
    record Holder(UUID node, Set<String> keys, String sealing, Instant seenAt) {}

    /** Tells the others what this node has. */
    void announce(Set<String> keys, String sealing) {
        jdbc.sql("""
                insert into key_holder (node, keys, sealing, seen_at) values (:node, :keys, :sealing, :now)
                on conflict (node) do update set keys = :keys, sealing = :sealing, seen_at = :now""")
                .param("node", node).param("keys", keys.toArray(String[]::new)).param("sealing", sealing)
                .param("now", at()).update();
        jdbc.sql("delete from key_holder where seen_at < :old").param("old",
                Timestamp.from(clock.instant().minus(Duration.ofDays(1)))).update();
    }

    /** Says that things are being sealed under a key from now on. */
    void sealsUnder(String key) {
        jdbc.sql("""
                insert into master_key (id, first_sealed_at, last_sealed_at) values (:id, :now, :now)
                on conflict (id) do update set last_sealed_at = :now""").param("id", key).param("now", at()).update();
    }

    /** How many running nodes lack a key. */
    int lacking(String key) {
        return (int) living().stream().filter(holder -> !holder.keys().contains(key)).count();
    }

    /** The running nodes, this one among them. */
    List<Holder> living() {
        return jdbc.sql("select node, keys, sealing, seen_at from key_holder where node = :node or seen_at > :alive "
                        + "order by node").param("node", node)
                .param("alive", Timestamp.from(clock.instant().minus(ALIVE))).query(KeyHolders::holder).list();
    }

    /** The ids of all keys that ever sealed anything. */
    List<String> everSealing() {
        return jdbc.sql("select id from master_key order by first_sealed_at, id").query(String.class).list();
    }

    /** Whether something may have been sealed under the key so lately that it is not yet there to be counted. */
    boolean justSealing(String key) {
        return jdbc.sql("select exists (select 1 from master_key where id = :id and last_sealed_at > :settled)")
                .param("id", key).param("settled", Timestamp.from(clock.instant().minus(SETTLED)))
                .query(Boolean.class).single();
    }

    /** This node ends: the others need not wait for it. */
    void leave() {
        jdbc.sql("delete from key_holder where node = :node").param("node", node).update();
    }

    private Timestamp at() {
        return Timestamp.from(clock.instant());
    }

    private static Holder holder(ResultSet row, int number) throws SQLException {
        Array keys = row.getArray("keys");
        return new Holder(row.getObject("node", UUID.class), Set.of((String[]) keys.getArray()),
                row.getString("sealing"), row.getTimestamp("seen_at").toInstant());
    }
}
