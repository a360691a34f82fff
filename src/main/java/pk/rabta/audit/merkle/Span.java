package pk.rabta.audit.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Neighbouring leaves that have one hash in the tree: MTH(D[from:to]) of RFC 6962.
 *
 * @param from the first leaf; a whole tree, or a part of one that the RFC's way of splitting yields, begins there
 * @param to   the leaf after the last
 */
public record Span(long from, long to) {

    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("No span of leaves: " + from + " to " + to);
        }
    }

    /** The complete subtrees that it is made of, from the left: at most one a level. */
    public List<Subtree> parts() {
        List<Subtree> parts = new ArrayList<>();
        for (long at = from; at < to; ) {
            long leaves = Long.highestOneBit(to - at);
            int level = Long.numberOfTrailingZeros(leaves);
            parts.add(new Subtree(level, at >> level));
            at += leaves;
        }
        return parts;
    }

    /** Its hash, from those of its {@link #parts}. */
    public byte[] hash(Function<Subtree, byte[]> hashes) {
        List<Subtree> parts = parts();
        if (parts.isEmpty()) {
            return TreeHash.empty();
        }
        byte[] hash = hashes.apply(parts.getLast());
        for (Subtree part : parts.reversed().subList(1, parts.size())) {
            hash = TreeHash.node(hashes.apply(part), hash);
        }
        return hash;
    }
}
