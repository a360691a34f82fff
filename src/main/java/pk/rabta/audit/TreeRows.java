package pk.rabta.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.audit.merkle.Span;
import pk.rabta.audit.merkle.Subtree;

/** The tree as the database keeps it: numbers of leaves, and hashes of complete subtrees. */
@Component
class TreeRows {

    private static final String STATE = "select size, tx::text, leaf_id from audit_tree";

    private final JdbcClient jdbc;

    TreeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far numbering is: the size, and the last leaf's place in the order. */
    record State(long size, String tx, UUID leafId) {}

    State state() {
        return jdbc.sql(STATE).query(State.class).single();
    }

    /** The same, and no other transaction numbers until this one ends. */
    State lock() {
        return jdbc.sql(STATE + " for update").query(State.class).single();
    }

    void move(State to) {
        jdbc.sql("update audit_tree set size = :size, tx = cast(cast(:tx as text) as xid8), leaf_id = :leaf")
                .param("size", to.size()).param("tx", to.tx()).param("leaf", to.leafId()).update();
    }

    /** Numbers leaves from an index on. */
    void number(long from, List<StoredLeaf> leaves) {
        jdbc.sql("""
                insert into audit_entry (leaf_index, leaf_id, hash)
                select :from + n - 1, cast(id as uuid), decode(hash, 'hex')
                from unnest(cast(:ids as text[]), cast(:hashes as text[])) with ordinality as x (id, hash, n)""")
                .param("from", from)
                .param("ids", leaves.stream().map(it -> it.leaf().id().toString()).toArray(String[]::new))
                .param("hashes", hex(leaves.stream().map(StoredLeaf::hash).toList()))
                .update();
    }

    /** Keeps subtrees that became complete. */
    void complete(Map<Subtree, byte[]> nodes) {
        List<Subtree> places = List.copyOf(nodes.keySet());
        jdbc.sql("""
                insert into audit_node (level, node_index, hash)
                select level, node_index, decode(hash, 'hex') from unnest(cast(:levels as bigint[]),
                  cast(:indexes as bigint[]), cast(:hashes as text[])) as x (level, node_index, hash)""")
                .param("levels", levels(places)).param("indexes", indexes(places))
                .param("hashes", hex(places.stream().map(nodes::get).toList()))
                .update();
    }

    /** Hashes of complete subtrees, those that are there. */
    Map<Subtree, byte[]> hashes(Collection<Subtree> wanted) {
        List<Subtree> leaves = wanted.stream().filter(it -> it.level() == 0).toList();
        List<Subtree> nodes = wanted.stream().filter(it -> it.level() > 0).toList();
        Map<Subtree, byte[]> found = new HashMap<>();
        jdbc.sql("""
                select 0 as level, leaf_index as place, hash from audit_entry
                where leaf_index = any(cast(:leaves as bigint[]))
                union all
                select n.level, n.node_index, n.hash from audit_node n
                  join unnest(cast(:levels as bigint[]), cast(:indexes as bigint[])) as w (level, node_index)
                  using (level, node_index)""")
                .param("leaves", indexes(leaves)).param("levels", levels(nodes)).param("indexes", indexes(nodes))
                .query(row -> {
                    found.put(new Subtree(row.getInt("level"), row.getLong("place")), row.getBytes("hash"));
                });
        return found;
    }

    /** The hashes of spans, in their order, by one look. @throws TreeDamage if the database lacks a part of one */
    List<byte[]> hashes(List<Span> spans) {
        Map<Subtree, byte[]> parts = hashes(spans.stream().flatMap(span -> span.parts().stream()).distinct().toList());
        return spans.stream().map(span -> span.hash(part -> {
            byte[] hash = parts.get(part);
            if (hash == null) {
                throw new TreeDamage(part);
            }
            return hash;
        })).toList();
    }

    /** The root of the tree of that size. @throws TreeDamage if the database lacks a part of it */
    byte[] root(long size) {
        return hashes(List.of(new Span(0, size))).getFirst();
    }

    private static Long[] levels(Collection<Subtree> places) {
        return places.stream().map(it -> (long) it.level()).toArray(Long[]::new);
    }

    private static Long[] indexes(Collection<Subtree> places) {
        return places.stream().map(Subtree::index).toArray(Long[]::new);
    }

    private static String[] hex(Collection<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toArray(String[]::new);
    }
}
