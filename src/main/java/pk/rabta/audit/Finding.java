package pk.rabta.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it was written.
 *
 * @param kind    what happened
 * @param from    number of the leaf, or of the first one
 * @param to      number of the last one; the same for one leaf
 * @param leafId  the leaf, where one is meant
 * @param differs what does not fit, of a changed leaf: {@code content}, {@code leaf_hash}, {@code entry}
 * @param text    for people
 */
record Finding(Kind kind, @Nullable Long from, @Nullable Long to, @Nullable UUID leafId, List<String> differs,
               String text) {

    /** What happened to a leaf or to the tree. */
    enum Kind {
        /** The leaf's row, or the hash under its number, is another. */
        CHANGED,
        /** The leaf's row or its number is gone, and no retention dropped it. */
        MISSING,
        /** A leaf or a number that the sequencer never gave. */
        ADDED,
        /** The hub did not write the leaf, or it was changed before it had a number. */
        FORGED,
        /** The hash above these leaves does not fit them: their order, their hashes or itself changed. */
        NODE,
        /** A signed checkpoint does not fit the tree. */
        CHECKPOINT
    }

    static final String FORGED_TEXT = "The leaf has no mark of this hub for what it says: somebody else wrote it, or changed it"
            + " before it had a number.";

    static Finding leaf(Kind kind, @Nullable Long index, UUID leafId, List<String> differs, String text) {
        return new Finding(kind, index, index, leafId, differs, text);
    }

    static Finding leaves(Kind kind, long from, long to, String text) {
        return new Finding(kind, from, to, null, List.of(), text);
    }

    void addTo(ObjectNode json) {
        json.put("kind", kind.name());
        if (from != null && to != null) {
            json.put("from", from).put("to", to);
        }
        if (leafId != null) {
            json.put("leafId", leafId.toString());
        }
        if (!differs.isEmpty()) {
            differs.forEach(json.putArray("differs")::add);
        }
        json.put("text", text);
    }
}
