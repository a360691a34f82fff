package pk.rabta.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/** A tree to which leaves are added one after the other; it remembers its right edge only. */
public final class GrowingTree {

    private final List<byte[]> edge = new ArrayList<>();
    private long size;

    /** Adds a leaf by its hash. */
    public void add(byte[] leaf) {
        byte[] hash = leaf;
        // Each bit that carries joins two subtrees of the same size.
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            hash = TreeHash.node(edge.removeLast(), hash);
        }
        edge.add(hash);
        size++;
    }

    public long size() {
        return size;
    }

    public byte[] root() {
        if (edge.isEmpty()) {
            return TreeHash.empty();
        }
        byte[] root = edge.getLast();
        for (byte[] left : edge.reversed().subList(1, edge.size())) {
            root = TreeHash.node(left, root);
        }
        return root;
    }
}
