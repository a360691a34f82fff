package pk.rabta.protection;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which running nodes have which master keys. A node says so before it uses any, and every ten seconds; who said nothing
 * for a minute is gone. A key seals only once all have it. All times are by the database's clock: those of nodes may
 * differ, and nothing here waits for one of them.
 */
@Component
class KeyHolders {

    static final Duration ALIVE = Duration.ofMinutes(1);
    /** What was sealed under a key is committed by then: a transaction that does nothing for a minute is ended. */
    static final Duration SETTLED = Duration.ofMinutes(2);

    private final UUID node = UUID.randomUUID();
    private final JdbcClient jdbc;

    KeyHolders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A running node: the ids of its keys, and under which it seals. */
    record Holder(UUID node, Set<String> keys, String sealing, Instant seenAt) {}

    /** Tells the others what this node has. */
    void announce(Set<String> keys, String sealing) {
        jdbc.sql("""
                insert into key_holder (node, keys, sealing, seen_at) values (:node, :keys, :sealing, clock_timestamp())
                on conflict (node) do update set keys = :keys, sealing = :sealing, seen_at = clock_timestamp()""")
                .param("node", node).param("keys", keys.toArray(String[]::new)).param("sealing", sealing)
                .update();
        jdbc.sql("delete from key_holder where seen_at < clock_timestamp() - interval '1 day'").update();
    }

    /** Says that things are being sealed under a key from now on. */
    void sealsUnder(String key) {
        jdbc.sql("""
                insert into master_key (id, first_sealed_at, last_sealed_at) values (:id, clock_timestamp(), clock_timestamp())
                on conflict (id) do update set last_sealed_at = clock_timestamp()""").param("id", key).update();
    }

    /** How many running nodes lack a key. */
    int lacking(String key) {
        return (int) living().stream().filter(holder -> !holder.keys().contains(key)).count();
    }

    /** The running nodes, this one among them. */
    List<Holder> living() {
        return jdbc.sql("""
                select node, keys, sealing, seen_at from key_holder
                where node = :node or seen_at > clock_timestamp() - make_interval(secs => :alive) order by node""")
                .param("node", node).param("alive", ALIVE.toSeconds()).query(KeyHolders::holder).list();
    }

    /** The ids of all keys that ever sealed anything. */
    List<String> everSealing() {
        return jdbc.sql("select id from master_key order by first_sealed_at, id").query(String.class).list();
    }

    /** Whether something may have been sealed under the key so lately that it is not yet there to be counted. */
    boolean justSealing(String key) {
        return jdbc.sql("""
                select exists (select 1 from master_key where id = :id
                  and last_sealed_at > clock_timestamp() - make_interval(secs => :settled))""")
                .param("id", key).param("settled", SETTLED.toSeconds()).query(Boolean.class).single();
    }

    /** This node ends: the others need not wait for it. */
    void leave() {
        jdbc.sql("delete from key_holder where node = :node").param("node", node).update();
    }

    private static Holder holder(ResultSet row, int number) throws SQLException {
        Array keys = row.getArray("keys");
        return new Holder(row.getObject("node", UUID.class), Set.of((String[]) keys.getArray()),
                row.getString("sealing"), row.getTimestamp("seen_at").toInstant());
    }
}
