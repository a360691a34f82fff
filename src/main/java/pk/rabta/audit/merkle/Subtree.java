package pk.rabta.audit.merkle;

/**
 * A complete subtree. Once its last leaf is there, its hash never changes.
 *
 * @param level 0 is one leaf, each level above has twice as many
 * @param index which one of its level, from the left
 */
public record Subtree(int level, long index) {

    /** Its first leaf. */
    public long from() {
        return index << level;
    }

    /** The leaf after its last one. */
    public long to() {
        return index + 1 << level;
    }

    public Subtree left() {
        return new Subtree(level - 1, 2 * index);
    }

    public Subtree right() {
        return new Subtree(level - 1, 2 * index + 1);
    }
}
