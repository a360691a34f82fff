package pk.rabta.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/** Which spans of leaves a proof consists of, in its order. RFC 6962, sections 2.1.1 and 2.1.2. */
public final class Proofs {

    private Proofs() {}

    /** PATH(index, D[size]): that this leaf is in the tree of that size. */
    public static List<Span> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("No leaf " + index + " in a tree of " + size);
        }
        List<Span> proof = new ArrayList<>();
        path(index, 0, size, proof);
        return proof;
    }

    private static void path(long index, long from, long to, List<Span> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = from + half(to - from);
        if (index < middle) {
            path(index, from, middle, proof);
            proof.add(new Span(middle, to));
        } else {
            path(index, middle, to, proof);
            proof.add(new Span(from, middle));
        }
    }

    /** PROOF(older, D[newer]): that the older tree is the beginning of the newer one. Empty for none and for the same. */
    public static List<Span> consistency(long older, long newer) {
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException("A tree of " + older + " is no beginning of one of " + newer);
        }
        List<Span> proof = new ArrayList<>();
        if (older > 0) {
            subproof(older, 0, newer, true, proof);
        }
        return proof;
    }

    private static void subproof(long older, long from, long to, boolean known, List<Span> proof) {
        if (older == to) {
            if (!known) {
                proof.add(new Span(from, to));
            }
            return;
        }
        long middle = from + half(to - from);
        if (older <= middle) {
            subproof(older, from, middle, known, proof);
            proof.add(new Span(middle, to));
        } else {
            subproof(older, middle, to, false, proof);
            proof.add(new Span(from, middle));
        }
    }

    /** The largest power of two below the number. */
    private static long half(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
